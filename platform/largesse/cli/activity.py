"""``largesse activity``: check a document without a database.

Exit code   0 nothing stops submitting, 1 it does or cannot be read, 2 wrong usage
"""

import json
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from largesse.activities.guard import painting
from largesse.activities.guard.check import check
from largesse.activities.guard.problem import Problem, stops
from largesse.activities.guard.standard import standard_of
from largesse.cli.reading import reading_house
from largesse.contracts.reading import BYTES_MAX, Unreadable, read

app = typer.Typer(help="Activity documents.", no_args_is_help=True)


class Language(Enum):
    """The languages in which problems are told."""

    ZH = "zh-CN"
    EN = "en"


@app.callback()
def _room() -> None:
    """Keep ``check`` a named command while it is the only one."""


@app.command("check")
def check_file(
    file: Annotated[Path, typer.Argument(help="Document to check; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    language: Annotated[Language, typer.Option("--locale", help="Language of the messages.")] = Language.ZH,
) -> None:
    """Tell every problem of a document: its shape, its names, its sums, the legal guard, and its page."""
    problems = _problems(file)
    told = [problem.told(language.value) for problem in problems]
    ok = not stops(problems)
    if as_json:
        _say(json.dumps({"ok": ok, "problems": told}, ensure_ascii=False))
    else:
        for one in told:
            _say(f"{one['severity']}  {one['code']}  {one['path'] or '/'}\n    {one['message']}")
        _say("ok" if ok else f"{len(told)} problem(s)")
    raise typer.Exit(0 if ok else 1)


def _problems(file: Path) -> list[Problem]:
    standard = standard_of(reading_house())
    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as source:
            document = read(source.read(BYTES_MAX + 1))
    except OSError:
        return [Problem("contracts.unreadable", "", "error", (("want", file.name),))]
    except Unreadable as reason:
        return [Problem(reason.code, reason.path, "error", (("want", reason.want),))]
    found = check(document, standard)
    if any(problem.of_shape for problem in found):
        return found
    return found + painting.problems(document, standard.grammar)


def _say(line: str) -> None:
    """Write UTF-8 whatever the terminal's encoding; a file name of odd bytes does not end in a traceback."""
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
