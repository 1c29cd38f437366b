"""Check a draw that was decided later from the record alone: list, root, secret, order, places, prizes.

Invariant   the first thing that differs is named; what follows from it is not told again
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from largesse.play.entries.trees import line
from largesse.play.operators.later import Drawing
from largesse.play.selection.merkle import Tree
from largesse.play.selection.places import commitment_of, key_of, order

Fault = tuple[str, str]


class Line(msgspec.Struct):
    """An entry; its number is its place in the list, from 1."""

    draw: UUID
    client: UUID
    nonce: int


class Placed(msgspec.Struct):
    """Who was selected at a place; ``replaces`` is the place of one who was passed over."""

    place: int
    number: int
    outcome: str
    replaces: int | None = None
    passed_over: str | None = None


class ClosedList(msgspec.Struct):
    """A closed list with what selected, as the record has it."""

    play: str
    revision_hash: str
    closed_at: datetime
    root: str | None
    secret_hash: str
    numbers: str | None
    secret: str | None
    entries: list[Line]
    places: list[Placed]


class Made(NamedTuple):
    """A draw of the record; ``place`` is the one that it gave."""

    client: UUID
    nonce: int
    play: str
    drawn: str
    given: str
    place: int | None


def later_faults(
    closed: ClosedList, drawing: Drawing, secret: bytes, draws: Sequence[Made]
) -> Iterator[Fault]:
    """Recompute a closed list; gives code and path of what does not fit."""
    if closed.entries and closed.closed_at >= drawing.values_at:
        yield "play.closed_after_values", "/closed_at"
    yield from _list(closed, drawing, draws)
    if closed.secret_hash != commitment_of(secret) or closed.secret not in {None, secret.hex()}:
        yield "play.secret_does_not_fit", "/secret"
    elif closed.numbers is not None:
        yield from _places(closed, drawing, secret)
        yield from _given(closed, draws)
    elif closed.places or closed.entries:
        yield "play.values_missing", "/numbers"


def _list(closed: ClosedList, drawing: Drawing, draws: Sequence[Made]) -> Iterator[Fault]:
    """Hold the list against its root, and against the draws by which clients entered."""
    lines = [line(nr, one.draw, one.client) for nr, one in enumerate(closed.entries, 1)]
    if (Tree(lines).root.hex() if lines else None) != closed.root:
        yield "play.root_does_not_fit", "/root"
    known = {(one.client, one.nonce) for one in draws}
    listed = {(one.client, one.nonce) for one in closed.entries}
    for nr, one in enumerate(closed.entries):
        if (one.client, one.nonce) not in known:
            yield "play.entry_without_draw", f"/entries/{nr}"
            break
    for nr, draw in enumerate(draws):
        if draw.play == closed.play and draw.given == drawing.entry and draw[:2] not in listed:
            yield "play.entry_left_out", f"/draws/{nr}"
            break


def _places(closed: ClosedList, drawing: Drawing, secret: bytes) -> Iterator[Fault]:
    """Select again; whoever was passed over is followed by the next, with his outcome."""
    slots, places = drawing.slots(), closed.places
    passed = {one.place: one.outcome for one in places if one.passed_over}
    key = key_of([int(one) for one in (closed.numbers or "").split(".")], secret)
    numbers = order(key, len(closed.entries), max(len(places), len(slots)))
    for nr, (one, number) in enumerate(zip(places, numbers, strict=False)):
        outcome = slots[nr] if nr < len(slots) else passed.pop(one.replaces or 0, None)
        if (one.place, one.number, one.outcome) != (nr + 1, number, outcome):
            yield "play.place_does_not_fit", f"/places/{nr}"
            return
    wanted = min(len(closed.entries), len(slots))
    if len(places) < wanted or len(places) > len(numbers) or (passed and len(places) < len(closed.entries)):
        yield "play.place_left_out", f"/places/{len(places)}"


def _given(closed: ClosedList, draws: Sequence[Made]) -> Iterator[Fault]:
    """Hold the places against the draws that gave them: each once, and none beside."""
    wanted = {
        (closed.entries[one.number - 1].client, one.place, one.outcome): nr
        for nr, one in enumerate(closed.places)
        if not one.passed_over and one.number <= len(closed.entries)
    }
    for nr, draw in enumerate(draws):
        if draw.play != closed.play or draw.place is None:
            continue
        if wanted.pop((draw.client, draw.place, draw.given), None) is None:
            yield "play.prize_without_place", f"/draws/{nr}"
            return
    for nr in wanted.values():
        yield "play.prize_not_given", f"/places/{nr}"
        return
