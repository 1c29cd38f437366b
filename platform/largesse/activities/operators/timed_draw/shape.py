"""Where the outcomes of ``timed_draw`` stand, and when it is decided."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Closes, Part
from largesse.activities.operators.reading import first, found, values
from largesse.contracts.documents_gen import DecideTimedDraw


def outcomes(decide: DecideTimedDraw) -> Iterator[Part]:
    """Give what entering brings, then what those selected get, as often as there are places."""
    for path, outcome in found(decide, "entry"):
        yield Part(path, outcome)
    for (path, outcome), n in zip(
        found(decide, "winners/*/outcome"), values(decide, "winners/*/n"), strict=True
    ):
        yield Part(path, outcome, on_top=True, stock=n)


def closes(decide: DecideTimedDraw) -> Closes:
    """Say when entering ends, whose values decide, and when they are public."""
    return Closes(
        manner="selected",
        at=first(decide, "entry_close"),
        path=("entry_close",),
        instants={"values": first(decide, "seed_source/at")},
        facts={"source": first(decide, "seed_source/name"), "count": first(decide, "seed_source/count")},
    )
