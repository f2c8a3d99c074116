"""`serve`: the dashboard, on this machine only."""

from __future__ import annotations

import os
import socket
import sys
from typing import Annotated

import typer

from pipeline.commands.shared import Store
from pipeline.errors import EscaladeError
from pipeline.settings import find_project_root

LOCALHOST = "127.0.0.1"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("serve")(serve)


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8501,
    address: Annotated[
        str,
        typer.Option(help="Address to listen on. Others than this machine see what you see."),
    ] = LOCALHOST,
    store: Store = None,
) -> None:
    """Serve the dashboard: timelines, maps, and the evidence of every mark.

    Open the address it names in your browser. It listens on this machine only and asks no other
    host for anything.

    [bold]Examples[/bold]

      escalade serve

      escalade serve --port 8600 --store /data/sahel
    """
    root = find_project_root()
    page = root / "dashboard" / "app.py"
    if not page.is_file():
        raise EscaladeError(
            f"The dashboard is not at {page}.",
            remedy="Run escalade from a checkout of the project.",
        )
    _check_port(address, port)
    environment = dict(os.environ)
    if store is not None:
        environment["ESCALADE_STORE"] = str(store.resolve())
    command = [sys.executable, "-m", "streamlit", "run", str(page)]
    command += ["--server.port", str(port), "--server.address", address]
    typer.echo(f"The dashboard is at http://{address}:{port} (stop it with Ctrl-C)", err=True)
    sys.stderr.flush()
    os.chdir(root)
    # This process becomes the server, so that what stops or signals one stops the other.
    os.execve(sys.executable, command, environment)


def _check_port(address: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise EscaladeError(
                f"Port {port} on {address} cannot be used: {error.strerror}.",
                remedy="Stop the program that has it, or choose another: "
                "escalade serve --port 8600, make run PORT=8600.",
            ) from error
