"""``largesse draw``: publish an activity's draws, and check such a record without a database.

Exit code   0 every draw holds, 1 one does not or the file cannot be read, 2 an option makes no sense
"""

import json
import sys
from pathlib import Path

import typer

from largesse.cli.reading import reading_house
from largesse.cli.speech import locale
from largesse.contracts.reading import Unreadable, read
from largesse.play.draws.outside import Evidence, Held, evidence_of, held
from largesse.play.draws.verify import Finding, check
from largesse.play.extensions import deciders_of
from largesse.play.selection.rfc3797 import COUNT_MAX, POOL_MAX, is_key, selected

BYTES_MAX, EVIDENCE_MAX = 1 << 30, 1 << 22
_PROVEN = {
    "decided": "each draw in the record follows from its seed, its odds and the client's own count.",
    "committed": "the seeds and odds are those of the commitments that you gave.",
    "whole": "the record holds every draw that was sealed on the page you gave, and no other.",
    "receipts": "the draws of the receipts you gave are in the record, unchanged.",
}
_UNPROVEN = {
    "decided": "that the draws follow from seeds and odds.",
    "committed": "that seeds and odds are those committed to: give --commitment with what you saved before.",
    "whole": "that no draws were left out, as a client's last: give --commitment with the sealed page.",
    "receipts": "that a draw of yours is in it: give --commitment with your receipt.",
}

app = typer.Typer(help="Draws that anyone can check.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Group the commands."""


@app.command()
def verify(
    file: Path = typer.Argument(help="Record of an activity's draws; - reads standard input."),
    commitment: list[str] = typer.Option(
        [],
        help="What you kept from outside the record, as often as you like: sha256:…, or a file saved from the"
        " activity's public page or from a client's receipt.",
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Recompute every draw, hold the record against what was public, say what that proves; no database."""
    deciders = deciders_of(reading_house())
    try:
        evidence = [_evidence(one) for one in commitment]
    except (Unreadable, OSError, ValueError) as error:
        raise typer.BadParameter(str(error), param_hint="'--commitment'") from error
    try:
        data = sys.stdin.buffer.read(BYTES_MAX + 1) if str(file) == "-" else file.read_bytes()
        record = read(data, BYTES_MAX)
        found = held(record, evidence, check(record, deciders))
        count = len(record["draws"])
    except (Unreadable, OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        why = error.message(locale()) if isinstance(error, Unreadable) else getattr(error, "strerror", None)
        if why:
            print(f"{file}: {why}", file=sys.stderr)
        unread = Finding("play.record_unreadable", str(getattr(error, "path", "") or ""))
        _tell(Held([unread], ()), 0, as_json=as_json)
        sys.exit(1)
    _tell(found, count, as_json=as_json)
    sys.exit(1 if found.findings else 0)


def _evidence(said: str) -> Evidence:
    """Read a commitment that was given by itself, or as a file."""
    return evidence_of(said if said.startswith("sha256:") else read(Path(said).read_bytes(), EVIDENCE_MAX))


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


def _tell(found: Held, count: int, *, as_json: bool) -> None:
    problems = [{"code": one.code, "path": one.path} for one in found.findings]
    if as_json:
        known = {"proven": list(found.proven), "not_proven": list(found.unproven)}
        print(json.dumps({"ok": not problems, "draws": count, "problems": problems, **known}))
        return
    for one in problems:
        print(f"{one['code']}  {one['path']}")
    if not problems:
        print(f"Every draw holds: {count}.")
    for head, names, words in (("Proven", found.proven, _PROVEN), ("Not proven", found.unproven, _UNPROVEN)):
        for name in names:
            print(f"{head}: {words[name]}")
