"""``largesse activity``: check or simulate a document without a database.

Exit code   0 nothing stops submitting, or it was simulated; 1 it does or cannot be read, 2 wrong usage
"""

import json
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from largesse.activities.guard import painting
from largesse.activities.guard.check import check
from largesse.activities.guard.problem import Problem, stops
from largesse.activities.guard.standard import standard_of
from largesse.activities.simulations.assumptions import Assumptions, bounded
from largesse.cli.reading import reading_house
from largesse.cli.speech import locale
from largesse.contracts.reading import BYTES_MAX, Unreadable, read
from largesse.kernel.copy import told as in_words
from largesse.kernel.errors import Told
from largesse.play.simulations.draft import alone
from largesse.play.simulations.simulate import Progress, simulate

app = typer.Typer(help="Activity documents.", no_args_is_help=True)


class Language(Enum):
    """The languages in which problems are told."""

    ZH = "zh-CN"
    EN = "en"


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


@app.command("simulate")
def simulate_file(
    file: Annotated[Path, typer.Argument(help="Document to simulate; - reads standard input.")],
    clients: Annotated[int, typer.Option(help="How many clients come in all.")] = 2_000,
    tries: Annotated[int, typer.Option(help="How often each tries each play on a day.")] = 3,
    rounds: Annotated[int, typer.Option(help="How often the activity is played through.")] = 10,
    seed: Annotated[int, typer.Option(help="Whatever follows from chance follows from it.")] = 1,
) -> None:
    """Play a document many times in memory, its batches full and everybody let in; prints one JSON object."""
    try:
        document = _read(file)
        assumed = Assumptions(clients=clients, tries=tries, rounds=rounds, seed=seed)
        draft = alone(document, reading_house())
        bounded(assumed, len(draft.plans))
        found = simulate(draft, assumed, Progress())
    except Told as no:
        _say(in_words(no, locale()))
        raise typer.Exit(1) from None
    except (OSError, Unreadable) as no:
        _say(f"{file.name}: {no.want if isinstance(no, Unreadable) else no.strerror}")
        raise typer.Exit(1) from None
    _say(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())


def _read(file: Path) -> Any:
    """Read a document.

    Raises:
        OSError: there is no such file.
        Unreadable: it is no bounded JSON.
    """
    with sys.stdin.buffer if str(file) == "-" else file.open("rb") as source:
        return read(source.read(BYTES_MAX + 1))


def _problems(file: Path) -> list[Problem]:
    standard = standard_of(reading_house())
    try:
        document = _read(file)
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
