"""Which commands there are; only the one that was asked for is loaded.

Invariant   a module of this folder holds ``command`` (one command) or ``app`` (a group of them)
"""

import sys
from importlib import import_module

import typer
from pydantic import ValidationError
from typer.main import get_command

from largesse.cli.becoming import become
from largesse.cli.logs import plain_logs
from largesse.cli.speech import complain
from largesse.kernel.errors import Told
from largesse.kernel.settings import Settings

COMMANDS = (
    "up",
    "doctor",
    "migrate",
    "begin",
    "staff",
    "issuer",
    "channel",
    "worker",
    "web",
    "loader",
    "demo",
    "db",
    "activity",
    "statement",
    "ledger",
    "audit",
    "plugin",
    "draw",
    "sdl",
    "reference",
)
HIDDEN = ("web", "loader", "sdl", "reference")


def main() -> None:
    """Run the command that was asked for; a refusal or a wrong setting is told in words and ends with 2."""
    plain_logs()
    words = sys.argv[1:]
    try:
        become(command_in(words), words)
        get_command(program(words))(prog_name="largesse")
    except Told as no:
        complain(no)
        sys.exit(2)
    except ValidationError as no:
        if no.title != Settings.__name__:
            raise
        for one in no.errors():
            print(f"{one['loc'][0]}: {one['msg']}", file=sys.stderr)
        sys.exit(2)


def command_in(words: list[str]) -> str:
    """Give the command that was asked for; empty if there is none."""
    return next((word for word in words if not word.startswith("-")), "")


def program(words: list[str]) -> typer.Typer:
    """Build the command line for ``words``; without a command all of them are loaded, for the help."""
    asked = command_in(words)
    app = typer.Typer(
        help="Largesse: design, run and settle what a private bank gives its clients.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_all)
    for name in (asked,) if asked in COMMANDS else COMMANDS:
        _add(app, name)
    return app


def _all() -> None:
    """Exist, so that a single loaded command keeps its name."""


def _add(app: typer.Typer, name: str) -> None:
    module = import_module(f"largesse.cli.{name}")
    if hasattr(module, "app"):
        app.add_typer(module.app, name=name)
    else:
        app.command(name, hidden=name in HIDDEN)(module.command)
