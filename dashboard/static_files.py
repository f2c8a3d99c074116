"""Files that the browser fetches from this server, so that it asks no other: Plotly and polygons.

They are copied from where they are kept (the installed plotly package, data/map) into
dashboard/static, which Streamlit serves; a copy of the same size is left as it is.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import plotly

from pipeline.errors import EscaladeError
from pipeline.settings import find_data_dir

FOLDER = Path(__file__).parent / "static"


def install_static() -> None:
    """Put every served file in place. EscaladeError when the folder cannot be written."""
    sources = {
        "plotly.min.js": Path(plotly.__file__).parent / "package_data" / "plotly.min.js",
        "countries.json": find_data_dir() / "map" / "countries.geojson",
    }
    for name, source in sources.items():
        target = FOLDER / name
        if target.is_file() and target.stat().st_size == source.stat().st_size:
            continue
        try:
            _copy(source, target)
        except OSError as error:
            raise EscaladeError(
                f"{target} cannot be written: {error.strerror}.",
                remedy="Let the user who runs the dashboard write to dashboard/static.",
            ) from error


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    os.close(handle)
    shutil.copyfile(source, name)
    Path(name).chmod(0o644)
    Path(name).replace(target)
