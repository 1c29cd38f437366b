"""Favourable changes of an activity that is out: more stock, a later end; they take the short route.

Invariant   each is a revision of its own, so that what clients see is always an approved document
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.activities.documents.document import window
from largesse.activities.lifecycle.lifecycle import WrongState
from largesse.activities.lifecycle.rows import (
    Activity,
    NewRevision,
    Revision,
    insert,
    locked,
    locked_revision,
    out,
)
from largesse.activities.revisions.submit import RevisionSubmitted, put_forward
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Malformed, Refusal
from largesse.store.work import Tx, Work

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


@dataclass(frozen=True)
class ExtendsNothing(Refusal):
    """The new end is not later than the present one."""

    code = "activities.extends_nothing"
    path = "endsAt"
    ends_at: datetime


@dataclass(frozen=True)
class FavourWaits(Refusal):
    """Another restock or extension of the activity waits for signatures."""

    code = "activities.favour_waits"


@dataclass(frozen=True, kw_only=True)
class RestockActivity(Ask):
    """Add ``units`` (1 to 1,000,000) to the stock of one prize of one play."""

    activity: UUID
    play: str
    item: str
    units: int


@dataclass(frozen=True, kw_only=True)
class ExtendActivity(Ask):
    """Let the activity end later; ``ends_at`` is aware."""

    activity: UUID
    ends_at: datetime


async def restock_activity(ask: RestockActivity, *, actor: Actor, work: Work) -> RevisionSubmitted:
    """Propose more stock for a prize; it is out once approved.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        WrongState: ``activities.wrong_state``: nothing is out.
        ItemMissing: ``activities.item_missing``.
        ItemUnbounded: ``activities.item_unbounded``.
        FavourWaits: ``activities.favour_waits``.
    """
    actor.must("activities.restock_activity")
    if not 1 <= ask.units <= UNITS_MAX:
        raise Malformed(f"1 to {UNITS_MAX}", "units")
    async with work.begin(ask, actor, use="activities.restock_activity", answer=RevisionSubmitted) as tx:
        if tx.earlier:
            return tx.earlier
        activity, shown = await _shown(tx, ask.activity, actor, "restock")
        document = restocked(shown.document, ask.play, ask.item, ask.units)
        return await tx.done(await _propose(tx, activity, NewRevision(activity.id, document, "restock")))


async def extend_activity(ask: ExtendActivity, *, actor: Actor, work: Work) -> RevisionSubmitted:
    """Propose a later end; it is out once approved.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        WrongState: ``activities.wrong_state``: nothing is out.
        ExtendsNothing: ``activities.extends_nothing``.
        FavourWaits: ``activities.favour_waits``.
    """
    actor.must("activities.extend_activity")
    async with work.begin(ask, actor, use="activities.extend_activity", answer=RevisionSubmitted) as tx:
        if tx.earlier:
            return tx.earlier
        activity, shown = await _shown(tx, ask.activity, actor, "extend")
        document = extended(shown.document, ask.ends_at)
        return await tx.done(await _propose(tx, activity, NewRevision(activity.id, document, "extend")))


def restocked(document: ActivityDocument, play: str, item: str, units: int) -> ActivityDocument:
    """Give the document with more stock of one prize.

    Raises:
        ItemMissing, ItemUnbounded.
    """
    new = deepcopy(document)
    for one in new["plays"]:
        decide = one["decide"]
        if one["id"] != play:
            continue
        for outcome in decide["items"] if decide["op"] == "weighted" else [decide["outcome"]]:
            if outcome["id"] == item:
                if "stock" not in outcome:
                    raise ItemUnbounded(item)
                outcome["stock"] += units
                return new
    raise ItemMissing(play, item)


def extended(document: ActivityDocument, ends_at: datetime) -> ActivityDocument:
    """Give the document with a later end, told in the offset of the present one.

    Raises:
        ExtendsNothing.
    """
    ends = window(document)[1]
    if ends_at.tzinfo is None:
        raise Malformed("with its offset", "endsAt")
    if ends_at <= ends:
        raise ExtendsNothing(ends)
    new = deepcopy(document)
    new["window"]["end"] = ends_at.astimezone(ends.tzinfo).isoformat(timespec="seconds")
    return new


async def _shown(tx: Tx[Any], id_: UUID, actor: Actor, move: str) -> tuple[Activity, Revision]:
    activity = await locked(tx, id_, actor)
    shown = await out(tx, activity.id)
    if shown is None or activity.state not in {"scheduled", "running", "paused"}:
        raise WrongState(activity.state, move)
    return activity, shown


async def _propose(tx: Tx[Any], activity: Activity, new: NewRevision) -> RevisionSubmitted:
    waiting = await tx.row(
        "select 1 from activities_revision where activity = $1 and kind <> 'edit'"
        " and state in ('draft', 'in_review', 'approved')",
        activity.id,
    )
    if waiting:
        raise FavourWaits
    revision = await insert(tx, new, tx.actor)
    _, draft = await locked_revision(tx, revision, tx.actor)
    return await put_forward(tx, activity, draft)
