"""More stock for one prize of an activity that is out; it takes the short route."""

from copy import deepcopy
from dataclasses import dataclass
from uuid import UUID

from largesse.activities.documents.document import Placed, called, disclosed, outcomes, words
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.figures import restated
from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.records import ACTIVITY
from largesse.activities.revisions.drafts import NewRevision
from largesse.activities.revisions.short_route import locked_out, propose
from largesse.activities.revisions.submit import RevisionSubmitted
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.reasons import between
from largesse.store.work import Work

UNITS_MAX = 1_000_000


@dataclass(frozen=True)
class ItemMissing(Refusal):
    """The play has no such prize."""

    code = "activities.item_missing"
    path = "item"
    play: str
    item: str


@dataclass(frozen=True)
class ItemUnbounded(Refusal):
    """The prize has no stock of its own, so there is nothing to add to."""

    code = "activities.item_unbounded"
    path = "item"
    item: str


@dataclass(frozen=True, kw_only=True)
class RestockActivity(Ask):
    """Add ``units`` (1 to 1,000,000) to the stock of one prize of one play."""

    activity: UUID = asked("Activity, act_….", id=ACTIVITY)
    play: str = asked("Play of the document.")
    item: str = asked("Prize of the play.")
    units: int = asked("Units to add, 1 to 1,000,000.")


async def restock_activity(ask: RestockActivity, *, actor: Actor, work: Work) -> RevisionSubmitted:
    """Propose more stock for a prize; it is out once approved.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        WrongState: ``activities.wrong_state``: nothing is out.
        ItemMissing: ``activities.item_missing``.
        ItemUnbounded: ``activities.item_unbounded``.
        ShortRouteTaken: ``activities.short_route_taken``.
    """
    actor.must("activities.restock_activity")
    if not 1 <= ask.units <= UNITS_MAX:
        raise Malformed(between(1, UNITS_MAX), "units")
    async with work.begin(ask, actor, use="activities.restock_activity", answer=RevisionSubmitted) as tx:
        if tx.earlier:
            return tx.earlier
        activity, shown = await locked_out(tx, ask.activity, actor, "restock")
        document = restocked(shown.document, ask, standard_of(tx.house).grammar)
        return await tx.done(await propose(tx, activity, NewRevision(activity.id, document, "restock")))


def restocked(document: ActivityDocument, ask: RestockActivity, grammar: Grammar) -> ActivityDocument:
    """Give the document with more stock of one prize; a fallback is none.

    Raises:
        ItemMissing, ItemUnbounded.
    """
    new = deepcopy(document)
    for index, play in enumerate(new["plays"]):
        for one in outcomes(play, index, grammar):
            if (one.play, one.id, one.fallback) == (ask.play, ask.item, False):
                if "stock" not in one.outcome:
                    raise ItemUnbounded(ask.item)
                one.outcome["stock"] += ask.units
                _say(new, one, one.outcome["stock"])
                return new
    raise ItemMissing(ask.play, ask.item)


def _say(document: ActivityDocument, one: Placed, now: int) -> None:
    """Let the disclosure say the new stock where it said the old one beside the prize's name."""
    told = disclosed(document).get("quantity", {})
    for locale, text in told.items():
        names = {words(title, locale) for title in (called(document, one), one.title)}
        told[locale] = restated(text, names, now if one.stock is None else one.stock, now)
