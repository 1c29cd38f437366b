"""Asking again at a terminal before what cannot be undone; reading what must not stand in a command line."""

import sys
from pathlib import Path

import typer

from largesse.cli.speech import locale, say
from largesse.kernel.copy import text

SECRET_MAX = 4_096


def sure(what: str, *, yes: bool) -> None:
    """Go on only where somebody agreed; a script says ``--yes``."""
    if yes:
        return
    if not sys.stdin.isatty():
        say("cli.say_yes")
        raise typer.Exit(2)
    typer.confirm(text("cli.sure", locale(), {"what": what}), abort=True)


def secret_of(file: Path | None) -> str:
    """Read the first line of a file that holds a secret, ``-`` reads standard input; None gives nothing."""
    if file is None:
        return ""
    source = sys.stdin.read(SECRET_MAX) if str(file) == "-" else _read(file)
    return source.partition("\n")[0].rstrip("\r")


def _read(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as opened:
            return opened.read(SECRET_MAX)
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{file}: {error}") from error
