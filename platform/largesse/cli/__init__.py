"""The command line: `largesse …`."""

from largesse.cli.main import main

__all__ = ["main"]
