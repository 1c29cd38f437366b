"""How often ``weighted`` brings each item."""

from largesse.contracts.documents_gen import DecideWeighted


def odds(decide: DecideWeighted) -> tuple[int, ...]:
    """Give the items' own shares of the million, in their order; they may not make a million yet."""
    return tuple(item["ppm"] for item in decide["items"])
