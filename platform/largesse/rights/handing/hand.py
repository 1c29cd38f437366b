"""An adviser hands a client of his own a right, with a note in the client's language.

What is worth more than he hands over by himself waits for a second person; see ``decide``.
"""

from dataclasses import dataclass
from typing import Any

from largesse.audience.clients.records import ClientId
from largesse.identity.approvals.approvals import propose
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.copy import LOCALES
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import one_of
from largesse.rights.batches.records import BatchId
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.handing.give import Judged, Wish, give, judge
from largesse.rights.handing.proposal import proposal_of
from largesse.rights.handing.records import HandingRequest, HandingRequestId
from largesse.rights.reason import words_of
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class HandingAsked(Refusal):
    """A request to hand this client a right of this batch waits for its signature."""

    code = "rights.handing_asked"
    path: str | None = "batch"


@dataclass(frozen=True, kw_only=True)
class HandRight(Ask):
    """A right for a client of mine; he reads the note on the right's page."""

    batch: BatchId = asked("The batch, bat_….", id="bat")
    client: ClientId = asked("The client, cli_….", id="cli")
    note: str = asked("What the client reads, 1 to 500 characters.")
    locale: str = asked("The language that the note is written in: zh-CN or en.", default="zh-CN")


@dataclass(frozen=True)
class RightHanded:
    """The right that was handed over (handed), or the request that waits (pending, returned, withdrawn)."""

    entitlement: EntitlementId | None
    state: str = "handed"
    request: HandingRequestId | None = None


async def hand_right(ask: HandRight, *, actor: Actor, work: Work) -> RightHanded:
    """Hand a right over, or put that before a second person where it is worth more than the limit.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        ClientMissing: ``audience.client_missing``: also another adviser's.
        ClientKeptOut: ``audience.client_kept_out``.
        NotForAdvisers, HandedEnough, ClientHasEnough, HandingAsked: of the batch's terms.
        BatchWrongState, StockExhausted: of the batch; BudgetExhausted and others: of its budget.
        Malformed: ``kernel.malformed`` at ``note`` or ``locale``.
    """
    actor.must("rights.hand")
    note = words_of(ask.note, "note", least=1)
    if ask.locale not in LOCALES:
        raise Malformed(one_of(LOCALES), "locale")
    async with work.begin(ask, actor, use="rights.hand_right", answer=RightHanded) as tx:
        if tx.earlier:
            return tx.earlier
        wish = Wish(ask.batch, ask.client, actor.id, actor.name, note, ask.locale)
        judged = await judge(tx, wish)
        if not judged.signed:
            return await tx.done(RightHanded(await give(tx, wish, judged)))
        request = await _propose(tx, wish, judged)
        return await tx.done(RightHanded(None, "pending", request))


async def _propose(tx: Tx[Any], wish: Wish, judged: Judged) -> HandingRequestId:
    """Put it before its signers; the client's lock is held, so that one request at a time is looked for."""
    of_both = HandingRequest.filter(batch=wish.batch, client=wish.client, state="pending")
    if await of_both.using_db(tx.conn).exists():
        raise HandingAsked
    row = HandingRequest(
        id=HandingRequestId(new_id()),
        batch=wish.batch,
        client=wish.client,
        adviser=wish.adviser,
        org_unit=judged.org_unit,
        note=wish.note,
        locale=wish.locale,
        worth_minor=judged.worth_minor,
        currency=judged.offer.currency,
        made_at=tx.now,
    )
    row.approval = await propose(tx, await proposal_of(tx, row, wish, judged), tx.actor)
    await row.save(using_db=tx.conn, force_create=True)
    facts = {"client": str(wish.client), "batch": str(wish.batch)}
    tx.audit("rights.handing_proposed", str(row.id), facts, org_unit=row.org_unit)
    return HandingRequestId(row.id)
