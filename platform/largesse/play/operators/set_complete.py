"""``set_complete``: cards drawn by chance and kept; a whole set brings the outcome and is used up by it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from largesse.activities.operators.odds import WHOLE_PPM, is_whole, pick
from largesse.activities.operators.reading import first, values
from largesse.activities.operators.set_complete import SET_COMPLETE
from largesse.contracts.documents_gen import DecideSetComplete
from largesse.kernel.errors import Broken
from largesse.play.operators.decider import Decider, Met, Published, Stated, Turn
from largesse.play.operators.shown import Seen, Shown, Thing
from largesse.store.extending import hookimpl

GIFTS_MAX = 10


class Card(msgspec.Struct, frozen=True):
    """A card with its chance."""

    id: str
    ppm: int


class Odds(msgspec.Struct, frozen=True):
    """Published odds."""

    items: tuple[Card, ...]
    n_required: int
    outcome: str
    fallback: str | None
    gifts: int = 0


def published(decide: DecideSetComplete) -> Published:
    """Give each card's chance, in their order, how many make a set and what that brings."""
    ids, shares = values(decide, "items/*/id"), values(decide, "items/*/ppm")
    gifts = {"gifts": first(decide, "gifts_max", GIFTS_MAX)} if first(decide, "allow_gift") else {}
    return {
        "items": [{"id": one, "ppm": ppm} for one, ppm in zip(ids, shares, strict=True)],
        "n_required": first(decide, "n_required", len(ids)),
        "outcome": first(decide, "outcome/id"),
        "fallback": first(decide, "fallback/id"),
        **gifts,
    }


def decide(odds: Odds, turn: Turn) -> Met:
    """Give the card that the number means, or what a whole set brings where it makes one whole.

    The set is made of the first cards in the document's order; what is over is kept.
    """
    if turn.number is None:
        raise Broken("a card drawn without its number")
    index = pick([card.ppm for card in odds.items], turn.number)
    drawn = odds.items[index].id
    have: dict[str, int] = dict(turn.memory or {})
    have[drawn] = have.get(drawn, 0) + 1
    held = [card.id for card in odds.items if have.get(card.id, 0) > 0]
    basis = {"card": drawn, "have": len(held), "of": odds.n_required}
    if len(held) < odds.n_required:
        return Met(index, have, have, basis=basis)
    used = held[: odds.n_required]
    rest = {card: units - (card in used) for card, units in have.items() if units > (card in used)}
    return Met(len(odds.items), rest, have, basis=basis)


def gives(odds: Odds) -> int:
    """Give how many cards a client gives at most, and receives."""
    return odds.gifts


def handed(memory: Any, card: str, by: int) -> dict[str, int] | None:
    """Give the cards with so many more or fewer of one; None: there are not as many."""
    have: dict[str, int] = dict(memory or {})
    units = have.pop(card, 0) + by
    if units < 0:
        return None
    return {**have, card: units} if units else have


def verify(odds: Odds, turn: Turn, drawn: str) -> bool:
    """Tell whether the shares are whole and the number, with the cards held before, means what was drawn."""
    if turn.number is None or not is_whole([card.ppm for card in odds.items]):
        return False
    index = decide(odds, turn).index
    return (odds.items[index].id if index < len(odds.items) else odds.outcome) == drawn


class Basis(msgspec.Struct, frozen=True):
    """The card that was drawn."""

    card: str


def stated(odds: Odds, basis: Mapping[str, Any], _drawn: str) -> Stated:
    """Give the cards' shares, and the card: a whole set is no matter of chance."""
    card = msgspec.convert(dict(basis), Basis).card
    return Stated(card, {one.id: one.ppm / WHOLE_PPM for one in odds.items})


def shown(decide: DecideSetComplete, seen: Seen) -> Shown:
    """Show the cards, how many of each the client has, and how many make a set."""
    have: dict[str, int] = dict(seen.memory or {})
    cards = tuple(
        Thing(
            first(card, "id"),
            first(card, "title"),
            first(card, "image"),
            have.get(first(card, "id"), 0),
            None,
        )
        for card in values(decide, "items/*")
    )
    of = int(first(decide, "n_required", len(cards)))
    return Shown({"have": sum(card.had > 0 for card in cards), "of": of}, things=cards)


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(
        operator=SET_COMPLETE,
        published=published,
        decide=decide,
        verify=verify,
        odds=Odds,
        stated=stated,
        shown=shown,
        gives=gives,
        handed=handed,
    )
