"""``largesse statement``: read a provider's statement file without a database.

Exit code   0 the file is loadable, 1 it is quarantined, with reasons, or cannot be read, 2 wrong usage
"""

import json
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from largesse.cli.reading import statement_house
from largesse.kernel.copy import phrased, text
from largesse.kernel.errors import Malformed
from largesse.settlement.statements.controls import Totals
from largesse.settlement.statements.formats import formats_of
from largesse.settlement.statements.problem import Problem
from largesse.settlement.statements.profile import GENERIC, Profile, profile_of
from largesse.settlement.statements.reading import read
from largesse.settlement.statements.report import problem_report, report
from largesse.settlement.statements.sheet import BYTES_MAX

app = typer.Typer(help="Provider statements.", no_args_is_help=True)


class Language(Enum):
    """The languages in which reasons are told."""

    ZH = "zh-CN"
    EN = "en"


@app.callback()
def _room() -> None:
    """Keep ``read`` a named command while it is the only one."""


@app.command("read")
def read_file(
    file: Annotated[Path, typer.Argument(help="Statement to read; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    profile: Annotated[Path | None, typer.Option(help="Column mapping, JSON; default: generic.")] = None,
    totals: Annotated[str, typer.Option(help="Declared beside the file: COUNT:SUM_MINOR.")] = "",
    language: Annotated[Language, typer.Option("--locale", help="Language of the reasons.")] = Language.ZH,
) -> None:
    """Parse a statement, prove it by its control totals and tell whether it may be loaded."""
    verdict = _verdict(file, profile, _declared(totals), language.value)
    if as_json:
        _say(json.dumps(verdict, ensure_ascii=False))
    else:
        _summary(verdict)
    raise typer.Exit(0 if verdict["ok"] else 1)


def _declared(totals: str) -> Totals | None:
    if not totals:
        return None
    count, _, gross = totals.partition(":")
    try:
        return Totals(int(count) if count else None, int(gross) if gross else None)
    except ValueError as error:
        raise typer.BadParameter("COUNT:SUM_MINOR, for example 5:150000") from error


def _verdict(file: Path, profile: Path | None, declared: Totals | None, locale: str) -> dict[str, Any]:
    try:
        mapping = GENERIC if profile is None else _profile(profile)
    except Malformed as error:
        facts: dict[str, str | int] = {"detail": phrased(error.reason, locale)}
        return _unread(Problem("profile_unreadable", None, None, facts), locale)
    except (OSError, ValueError):
        facts = {"detail": text("settlement.statement.file_unreadable", locale)}
        return _unread(Problem("profile_unreadable", None, None, facts), locale)
    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as source:
            data = source.read(BYTES_MAX + 1)
    except (OSError, ValueError) as error:
        facts = {"detail": type(error).__name__}
        return _unread(Problem("file_unreadable", None, None, facts), locale)
    formats = formats_of(statement_house())
    return report(read(data, mapping, declared, formats=formats), file.name, locale)


def _profile(path: Path) -> Profile:
    with path.open("rb") as source:
        return profile_of(source.read(2**20))


def _unread(problem: Problem, locale: str) -> dict[str, Any]:
    return {
        "ok": False,
        "verdict": "quarantined",
        "reasons": [problem_report(problem, locale)],
        "warnings": [],
        "lines": [],
    }


def _summary(verdict: dict[str, Any]) -> None:
    for one in [*verdict["reasons"], *verdict["warnings"]]:
        place = " ".join(str(part) for part in (one["row"], one["column"]) if part is not None)
        _say(f"{one['severity']}  {one['code']}  {place}\n    {one['message']}")
    _say(f"{verdict['verdict']}  {len(verdict['lines'])} lines  {verdict.get('sums', '')}".rstrip())


def _say(line: str) -> None:
    """Write UTF-8 whatever the terminal's encoding; a file name of odd bytes does not end in a traceback."""
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
