"""Where the outcomes of ``rank`` stand, and when it is decided."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Closes, Part
from largesse.activities.operators.reading import first, found, values
from largesse.contracts.documents_gen import DecideRank


def outcomes(decide: DecideRank) -> Iterator[Part]:
    """Give what an act brings, then what the places bring, as often as there are places."""
    for path, outcome in found(decide, "entry"):
        yield Part(path, outcome)
    counted = counts_places(decide)
    for (path, outcome), (start, end) in zip(found(decide, "bands/*/outcome"), _spans(decide), strict=True):
        stock = max(0, end - start + 1) if counted else None
        yield Part(path, outcome, on_top=True, stock=stock)


def counts_places(decide: DecideRank) -> bool:
    """Tell whether the bands alone say how many there are: one cycle, and no place that is shared."""
    return bool(first(decide, "cycle") == "activity" and first(decide, "tie_break") == "earliest")


def closes(decide: DecideRank) -> Closes:
    """Say that places are settled at the end of each cycle, and how equal scores stand."""
    spans = ", ".join(f"{start}-{end}" if end > start else str(start) for start, end in _spans(decide))
    return Closes(
        manner="ranked",
        facts={
            "state": first(decide, "state"),
            "cycle": first(decide, "cycle"),
            "tie": first(decide, "tie_break"),
            "places": spans,
        },
    )


def _spans(decide: DecideRank) -> list[tuple[int, int]]:
    return list(zip(values(decide, "bands/*/from"), values(decide, "bands/*/to"), strict=True))
