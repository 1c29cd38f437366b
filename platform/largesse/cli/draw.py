"""``largesse draw``: publish an activity's draws, and check such a record without a database.

Exit code   0 every draw holds, 1 one does not or the file cannot be read, 2 an option makes no sense
"""

import json
import sys
from pathlib import Path

import typer

from largesse.cli.reading import reading_house
from largesse.contracts.reading import Unreadable, read
from largesse.play.draws.verify import check
from largesse.play.extensions import deciders_of
from largesse.play.selection.rfc3797 import COUNT_MAX, POOL_MAX, is_key, selected

BYTES_MAX = 1 << 30

app = typer.Typer(help="Draws that anyone can check.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Group the commands."""


@app.command()
def verify(
    file: Path = typer.Argument(help="Record of an activity's draws; - reads standard input."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Recompute every draw from the published seeds; needs no database."""
    deciders = deciders_of(reading_house())
    try:
        data = sys.stdin.buffer.read(BYTES_MAX + 1) if str(file) == "-" else file.read_bytes()
        record = read(data, BYTES_MAX)
        found = check(record, deciders)
        count = len(record["draws"])
    except (Unreadable, OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        _tell(as_json, [{"code": "play.record_unreadable", "path": str(getattr(error, "path", "") or "")}], 0)
        sys.exit(1)
    _tell(as_json, [{"code": one.code, "path": one.path} for one in found], count)
    sys.exit(1 if found else 0)


@app.command()
def export(slug: str = typer.Argument(help="The activity's link name.")) -> None:
    """Print the record of an activity that is over."""
    from largesse.cli.look import look
    from largesse.play.draws.record import record_of

    print(json.dumps(look(lambda reading: record_of(reading, slug)), ensure_ascii=False))


@app.command()
def select(
    key: str = typer.Option(help="The key: public values as RFC 3797 writes them, each source ends with /."),
    pool: int = typer.Option(help="How many there are, numbered from 1.", min=1, max=POOL_MAX),
    count: int = typer.Option(help="How many are selected.", min=1, max=COUNT_MAX),
) -> None:
    """Print who is selected by RFC 3797, in the order in which they come out; needs no database."""
    if not is_key(key):
        raise typer.BadParameter("printable ASCII, at least one letter", param_hint="'--key'")
    if count > pool:
        raise typer.BadParameter(f"{count} of {pool} cannot be selected", param_hint="'--count'")
    for number in selected(key, pool, count):
        print(number)


def _tell(as_json: bool, problems: list[dict[str, str]], count: int) -> None:
    if as_json:
        print(json.dumps({"ok": not problems, "draws": count, "problems": problems}))
        return
    for one in problems:
        print(f"{one['code']}  {one['path']}")
    if not problems:
        print(f"Every draw holds: {count}.")
