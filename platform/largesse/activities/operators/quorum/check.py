"""What the schema of ``quorum`` cannot say."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import first, repeated
from largesse.contracts.documents_gen import DecideQuorum


def packet(decide: DecideQuorum) -> bool:
    """Tell whether the team shares a packet."""
    return "packet" in decide


def faults(decide: DecideQuorum) -> Iterator[Fault]:
    """Tell of outcomes that share an id, and of a packet that is too small for all of the team."""
    yield from repeated(decide, "leader/id", "each/id", "fallback/id")
    if packet(decide):
        parts, total, least = (
            first(decide, "n") + 1,
            first(decide, "packet/total"),
            first(decide, "packet/least"),
        )
        if least * parts > total:
            needed = (("parts", str(parts)), ("needed", f"{least * parts:,}"))
            yield Fault("activities.packet_too_small", ("packet", "total"), needed)
        if "each" not in decide:
            yield Fault("activities.packet_unshared", ("packet",))
