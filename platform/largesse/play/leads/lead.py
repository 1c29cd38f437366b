"""Make leads, list an adviser's own, and note how one went."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from largesse.audience.advisers.book import clients_of
from largesse.audience.clients.reads import client_row, names_of
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import characters, one_of
from largesse.kernel.settings import settings
from largesse.play.leads.records import Lead, LeadId
from largesse.store.work import Read, Tx, Work

OUTCOMES = ("done", "unreachable", "declined")
SHOWN_MAX = 100
_WORDS_MAX = 500
_MAKE = """
insert into play_lead (id, draw, place, activity, play, client, reason, made_at, due_on)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (draw, place) do nothing
"""
_OPEN = """
select id, client, reason, due_on from play_lead
where done_at is null and client = any($1::uuid[]) order by due_on, id limit $2
"""


@dataclass(frozen=True)
class LeadMissing(Missing):
    """No such lead of a client of this adviser."""

    code = "play.lead_missing"
    lead: UUID


@dataclass(frozen=True)
class LeadDone(Refusal):
    """The lead was finished before."""

    code = "play.lead_done"


@dataclass(frozen=True, slots=True)
class Cause:
    """Because of what a lead is made."""

    draw: UUID
    place: int
    client: UUID
    activity: UUID
    play: str


@dataclass(frozen=True, kw_only=True)
class FinishLead(Ask):
    """A lead that is over, and how it went."""

    lead: LeadId = asked("The lead, led_….", id="led")
    outcome: str = asked("done, unreachable or declined.", default="done")
    words: str = asked("What the client said, at most 500 characters.", default="")


@dataclass(frozen=True)
class LeadFinished:
    """A lead that is over."""

    lead: LeadId


@dataclass(frozen=True)
class LeadRow:
    """One lead; the client's name is masked and added after reading."""

    id: LeadId
    client: UUID
    reason: dict[str, str]
    due_on: date
    client_name: str = ""


async def make_lead(tx: Tx[Any], cause: Cause, reason: dict[str, str], days: int) -> None:
    """Make a lead that is to be followed within so many days."""
    due_on = day_in(tx.now, settings().zone) + timedelta(days=days)
    who = (cause.draw, cause.place, cause.activity, cause.play, cause.client)
    if await tx.run(_MAKE, new_id(), *who, reason, tx.now, due_on):
        tx.audit("play.lead_made", str(cause.client), {"draw": str(cause.draw), "due_on": due_on.isoformat()})


async def leads_of(read: Read, adviser: UUID) -> list[LeadRow]:
    """Read the open leads of an adviser's clients, the soonest first, at most 100."""
    rows = await read.all(LeadRow, _OPEN, await clients_of(read, adviser), SHOWN_MAX)
    names = await names_of(read, list({one.client for one in rows})) if rows else {}
    return [replace(one, client_name=names.get(one.client, "")) for one in rows]


async def finish_lead(ask: FinishLead, *, actor: Actor, work: Work) -> LeadFinished:
    """Note how a lead went.

    Raises:
        LeadMissing: ``play.lead_missing``: also of another adviser's client.
        LeadDone: ``play.lead_done``.
        Malformed: ``kernel.malformed`` at ``outcome`` or ``words``.
    """
    actor.must("play.own_leads")
    if ask.outcome not in OUTCOMES:
        raise Malformed(one_of(OUTCOMES), "outcome")
    if len(ask.words) > _WORDS_MAX:
        raise Malformed(characters(0, _WORDS_MAX), "words")
    async with work.begin(ask, actor, use="play.finish_lead", answer=LeadFinished) as tx:
        if tx.earlier:
            return tx.earlier
        lead = await Lead.filter(id=ask.lead).using_db(tx.conn).select_for_update(no_key=True).first()
        client = await client_row(tx, lead.client) if lead else None
        if lead is None or client is None or client.adviser != actor.id:
            raise LeadMissing(ask.lead)
        if lead.done_at is not None:
            raise LeadDone
        lead.done_at, lead.done_by = tx.now, actor.id
        lead.outcome, lead.words = ask.outcome, ask.words.strip()
        await lead.save(using_db=tx.conn, update_fields=["done_at", "done_by", "outcome", "words"])
        tx.audit("play.lead_finished", str(ask.lead), {"client": str(lead.client), "outcome": ask.outcome})
        return await tx.done(LeadFinished(ask.lead))
