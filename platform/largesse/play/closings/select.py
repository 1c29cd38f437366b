"""Select: once the values stand, the first places are written down, each with its outcome.

Invariant   written once; who is passed over later is followed by the next in the same order
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from largesse.kernel.errors import Broken
from largesse.play.closings.which import Which
from largesse.play.operators.later import Drawing
from largesse.play.selection.places import key_of, order
from largesse.store.work import Tx

_ENTRIES = "select number, client from play_entry where activity = $1 and play = $2 and number = any($3)"
_PLACE = """
insert into play_award (activity, play, cycle, place, number, client, outcome, replaces)
select $1, $2, $3, a.place, a.number, a.client, a.outcome, a.replaces
from unnest($4::bigint[], $5::bigint[], $6::uuid[], $7::text[], $8::bigint[])
  as a(place, number, client, outcome, replaces)
"""
_SHOW = "update play_closing set secret = $4 where activity = $1 and play = $2 and cycle = $3"


class _Entry(NamedTuple):
    """The number of an entry and its client."""

    number: int
    client: UUID


@dataclass(frozen=True, slots=True)
class Selection:
    """The order of selection of one draw, as far as it is needed."""

    numbers: str
    secret: bytes
    size: int

    def first(self, count: int) -> list[int]:
        """Give the numbers of the first so many selected."""
        values = [int(one) for one in self.numbers.split(".")]
        return order(key_of(values, self.secret), self.size, count)


async def select(tx: Tx[Any], one: Which, drawing: Drawing, selection: Selection) -> None:
    """Write down who has the first places, and show the secret that selected them."""
    slots = drawing.slots()
    numbers = selection.first(len(slots))
    places = [
        (place, number, slot, None)
        for place, (number, slot) in enumerate(zip(numbers, slots, strict=False), 1)
    ]
    await _keep(tx, one, places)
    await tx.run(_SHOW, one.activity, one.play, one.cycle, selection.secret.hex())


async def follow(tx: Tx[Any], one: Which, selection: Selection, passed: tuple[int, str], last: int) -> bool:
    """Let the next in the order follow one who was passed over; tells whether there is any.

    ``passed``: the place of who was passed over, and its outcome; ``last``: the highest place so far.
    """
    numbers = selection.first(last + 1)
    if len(numbers) <= last:
        return False
    await _keep(tx, one, [(last + 1, numbers[last], passed[1], passed[0])])
    return True


async def _keep(tx: Tx[Any], one: Which, places: Sequence[tuple[int, int, str, int | None]]) -> None:
    numbers = [number for _, number, _, _ in places]
    entries = await tx.tuples(_Entry, _ENTRIES, one.activity, one.play, numbers)
    clients = {entry.number: entry.client for entry in entries}
    if len(clients) != len(numbers):
        raise Broken(f"{one.play}: {len(numbers)} were selected, {len(clients)} of them entered")
    await tx.run(
        _PLACE,
        one.activity,
        one.play,
        one.cycle,
        [place for place, _, _, _ in places],
        numbers,
        [clients[number] for number in numbers],
        [outcome for _, _, outcome, _ in places],
        [replaces for _, _, _, replaces in places],
    )
