"""What the register of rights says about the batches that a document names.

Words       *offer* a batch as an activity may use it: worth, cost, stock left, budget left
Invariant   an activity uses a batch of its own org unit, of one above or of one below
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, cast
from uuid import UUID

from largesse.activities.documents.document import Window, all_outcomes, disclosed, granted, window
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard import bounds
from largesse.activities.guard.check import check
from largesse.activities.guard.figures import days
from largesse.activities.guard.kept import standard_for
from largesse.activities.guard.painting import unpainted
from largesse.activities.guard.points import unknown_kinds
from largesse.activities.guard.problem import Problem, by_rule
from largesse.activities.guard.standard import standard_of
from largesse.contracts.documents_gen import ActivityDocument, ActivityDocumentRight, Text
from largesse.contracts.reading import pointer
from largesse.identity.units.line import line_of
from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.kernel.copy import LOCALES
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id
from largesse.rights.batches import offers as rights
from largesse.rights.batches.offers import Offer
from largesse.store.work import Read

_COMPARED = ("category", "market_value_minor", "unit_cost_minor", "currency")


def batches(document: ActivityDocument) -> list[UUID]:
    """Give the batches that a document names; a name that is no id is left out."""
    return [batch for right in document["rights"] if (batch := batch_of(right)) is not None]


def batch_of(right: ActivityDocumentRight) -> UUID | None:
    """Give the batch of a right; None when its text is no id."""
    try:
        return parse_id("bat", right["batch"])
    except Malformed:
        return None


async def offers(read: Read, wanted: Sequence[UUID], org_unit: UUID | None) -> dict[UUID, Offer]:
    """Read batches that an activity of this org unit may use; None asks for all of them."""
    found = await rights.offers(read, wanted)
    if org_unit is None:
        return found
    line = await line_of(read, org_unit)
    return {batch: offer for batch, offer in found.items() if offer.org_unit in line}


@dataclass(frozen=True, slots=True)
class Within:
    """For whom is asked: the activity's org unit (None: all), and wins so far by play and prize."""

    org_unit: UUID | None
    won: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, actor: Actor) -> "Within":
        """Give what an activity of the actor's own unit may use, before any was won."""
        return cls(None if actor.units is None else actor.unit or UUID(int=0), {})


async def problems_of(read: Read, document: ActivityDocument, within: Within) -> list[Problem]:
    """Check a document; when its shape holds, also its rights against the register, and paint its page."""
    standard = await standard_for(read)
    found = check(document, standard)
    if any(problem.of_shape for problem in found):
        return found
    found += bounds.today(document, now())
    return by_rule(
        [*found, *await problems(read, document, within), *await unpainted(document, standard.grammar)]
    )


async def problems(read: Read, document: ActivityDocument, within: Within) -> list[Problem]:
    """Tell where the document's rights differ from the register; promises it cannot keep are warnings."""
    known = await offers(read, batches(document), within.org_unit)
    grammar = standard_of(read.house).grammar
    found = await unknown_kinds(read, document, grammar, within.org_unit)
    for index, right in enumerate(document["rights"]):
        found += _differs(index, right, known)
        batch = batch_of(right)
        if batch in known:
            pair, at = (right, known[batch]), pointer("rights", index)
            found += _paused(at, *pair)
            found += _too_short_a_time(window(document), at, *pair)
            found += _other_deadline(disclosed(document), *pair)
            found += _too_few(_promised(document, right, within.won, grammar), at, *pair)
    return found


def _named(right: ActivityDocumentRight) -> tuple[str, Text]:
    return "right", right["title"]


def _paused(at: str, right: ActivityDocumentRight, offer: Offer) -> Iterator[Problem]:
    """Ask that nothing new is promised whose provider is paused: clients would win what waits."""
    if offer.paused_provider is not None:
        facts = (_named(right), ("provider", cast("Text", offer.paused_provider)))
        yield Problem("activities.right_paused", at, "error", facts)


def _too_short_a_time(when: Window, at: str, right: ActivityDocumentRight, offer: Offer) -> Iterator[Problem]:
    """Warn where the register offers a right for a shorter time than clients are told."""
    if offer.starts_at > when.starts_at or offer.ends_at < when.ends_at:
        yield Problem("activities.right_window", at, "warning", (_named(right),))


def _other_deadline(
    disclosure: Mapping[str, Mapping[str, str]], right: ActivityDocumentRight, offer: Offer
) -> Iterator[Problem]:
    """Ask that clients are told the days of a right that counts days, where they are told any."""
    if offer.valid_days is None:
        return
    for field, locale in product(("claim_rule", "forfeiture"), LOCALES):
        said = days(disclosure.get(field, {}).get(locale, ""))
        if said and offer.valid_days not in said:
            facts = (
                _named(right),
                ("days", str(offer.valid_days)),
                ("said", ", ".join(map(str, sorted(said)))),
            )
            yield Problem("activities.deadline_untrue", pointer("disclosure", field, locale), "error", facts)


def _too_few(promised: int, at: str, right: ActivityDocumentRight, offer: Offer) -> Iterator[Problem]:
    """Warn where the register holds fewer units of a right than clients are promised."""
    if promised > offer.free:
        facts = (_named(right), ("promised", str(promised)), ("free", str(offer.free)))
        yield Problem("activities.right_short", at, "warning", facts)


def _promised(
    document: ActivityDocument,
    right: ActivityDocumentRight,
    won: Mapping[tuple[str, str], int],
    grammar: Grammar,
) -> int:
    """Give the units of a right that the prizes' stocks still promise."""
    return sum(
        (one.stock - won.get((one.play, one.id), 0)) * units
        for one in all_outcomes(document, grammar)
        for given_right, units in granted(document, one)
        if given_right["ref"] == right["ref"] and one.stock is not None
    )


def budget_left_minor(known: Mapping[UUID, Offer]) -> int:
    """Give what is left in the budgets behind these batches, each counted once."""
    return sum({offer.budget: offer.budget_left_minor for offer in known.values()}.values())


def _differs(index: int, right: ActivityDocumentRight, known: Mapping[UUID, Offer]) -> Iterator[Problem]:
    batch = batch_of(right)
    offer = known.get(batch) if batch else None
    at = ("rights", index)
    if offer is None:
        yield Problem("activities.right_unknown", pointer(*at, "batch"), "error")
        return
    if offer.state != "active":
        yield Problem(
            "activities.right_not_active", pointer(*at, "batch"), "error", (("state", offer.state),)
        )
    held: Mapping[str, Any] = right
    for field in _COMPARED:
        if held[field] != getattr(offer, field):
            facts = (_named(right), ("field", field))
            yield Problem("activities.right_changed", pointer(*at, field), "error", facts)
