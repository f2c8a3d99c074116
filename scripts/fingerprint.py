"""Print one hash of all that the demo store depends on: the coder, its data and its packages."""

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def fingerprint(root: Path) -> str:
    """Project folder in, hex digest of the paths and contents of code, data and lock out."""
    files = [*(root / "pipeline").rglob("*.py"), *(root / "data").rglob("*")]
    files += [root / "requirements.lock"]
    digest = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file()):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.stdout.write(fingerprint(ROOT) + "\n")
