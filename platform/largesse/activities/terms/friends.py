"""What the terms say of a play that is shared with friends: how many, in which time, what each adds.

Invariant   pure; each sentence follows from the document
"""

from collections.abc import Iterator, Mapping

from largesse.activities.operators.reading import first, values
from largesse.activities.triggers.peer_act import JOINED
from largesse.contracts.documents_gen import Play

Facts = Mapping[str, str | int]


def sentences(play: Play) -> Iterator[tuple[str, Facts]]:
    """Give the keys of the sentences with their facts, in the order in which clients read them."""
    if "share" not in play:
        return
    amounts: list[int] = values(play, "share/adds/amounts/*")
    most = len(amounts) or first(play, "decide/n", 0)
    yield ("friends_joined" if first(play, "on/event") == JOINED else "friends_helped"), {"most": most}
    if set(amounts) - {1}:
        listed = "、".join(f"{one:,}" for one in amounts)
        yield "friends_amounts", {"amounts": listed, "sum": f"{sum(amounts):,}"}
    total, least = first(play, "decide/packet/total"), first(play, "decide/packet/least")
    if total:
        parts = {"parts": most + 1, "total": f"{total:,}", "least": f"{least:,}"}
        yield "friends_packet", parts | {"most": f"{total - least * most:,}"}
    for pattern in ("decide/within_hours", "share/adds/within_hours"):
        yield from (("friends_within", {"hours": hours}) for hours in values(play, pattern))
    yield "friends_bound", {"hours": first(play, "share/window_hours")}
    if "household" in (first(play, "decide/distinct_by"), first(play, "share/adds/distinct_by")):
        yield "friends_household", {}
    yield "friends_teams", {"units": first(play, "share/teams", 1)}
