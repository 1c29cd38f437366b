"""Being erased: a client asks and may take it back; a member of staff carries it out or says why not.

Invariant   what names the client goes, in one commit with the end of his sessions; figures, draws and books
            stay and lead to nobody; nothing is erased while something is still owed to the client
Source      docs/explanation/privacy.md
"""

from dataclasses import dataclass
from typing import Any

from largesse.audience.clients.clients import locked_client
from largesse.audience.clients.records import ClientId, Customer
from largesse.audience.households.moving import part
from largesse.audience.privacy.held import forget_kept, owed_to
from largesse.audience.privacy.privacy import ErasureAsked, ErasureMissing, ErasureTooEarly
from largesse.audience.privacy.records import Erasure, ErasureId
from largesse.audience.reason import reason_of
from largesse.identity.sessions.sessions import end_sessions
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.ids import new_id
from largesse.store.work import Tx, Work

_IDENTITIES = """
update audience_identity set value_index = 'erased:' || id, value_sealed = '', hint = '',
  revoked_at = coalesce(revoked_at, $2), revoked_by = coalesce(revoked_by, $3) where customer = $1
"""


@dataclass(frozen=True, kw_only=True)
class AskErasure(Ask):
    """Nothing but who asks."""


@dataclass(frozen=True, kw_only=True)
class WithdrawErasure(Ask):
    """Nothing but who takes it back."""


@dataclass(frozen=True, kw_only=True)
class EraseClient(Ask):
    """Carry out a client's request."""

    client: ClientId = asked("Client, cli_….", id="cli")
    reason: str = asked("What was looked at, at least four characters; stands in the audit.")


@dataclass(frozen=True, kw_only=True)
class RefuseErasure(Ask):
    """Say to a client why he is not erased."""

    client: ClientId = asked("Client, cli_….", id="cli")
    reason: str = asked("Why, at least four characters; the client reads it.")


@dataclass(frozen=True)
class ErasureTold:
    """The request and how it stands."""

    erasure: ErasureId
    state: str


async def ask_erasure(ask: AskErasure, *, actor: Actor, work: Work) -> ErasureTold:
    """Ask to be erased.

    Raises:
        ErasureAsked: ``audience.erasure_asked``.
    """
    actor.must("audience.ask_erasure")
    async with work.begin(ask, actor, use="audience.ask_erasure", answer=ErasureTold) as tx:
        if tx.earlier:
            return tx.earlier
        client = await locked_client(tx, ClientId(actor.id), actor)
        if await _open(tx, ClientId(client.id)):
            raise ErasureAsked
        row = await Erasure.create(
            id=new_id(),
            customer=client.id,
            org_unit=client.org_unit,
            state="asked",
            asked_at=tx.now,
            using_db=tx.conn,
        )
        return await tx.done(ErasureTold(ErasureId(row.id), row.state))


async def withdraw_erasure(ask: WithdrawErasure, *, actor: Actor, work: Work) -> ErasureTold:
    """Take the request back.

    Raises:
        ErasureMissing: ``audience.erasure_missing``.
    """
    actor.must("audience.ask_erasure")
    async with work.begin(ask, actor, use="audience.withdraw_erasure", answer=ErasureTold) as tx:
        if tx.earlier:
            return tx.earlier
        client = await locked_client(tx, ClientId(actor.id), actor)
        return await tx.done(await _end(tx, client, "withdrawn", actor, ""))


async def refuse_erasure(ask: RefuseErasure, *, actor: Actor, work: Work) -> ErasureTold:
    """Refuse a request; the client reads why on his own page.

    Raises:
        ClientMissing: ``audience.client_missing``.
        ErasureMissing: ``audience.erasure_missing``.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("audience.erase_client")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="audience.refuse_erasure", answer=ErasureTold) as tx:
        if tx.earlier:
            return tx.earlier
        client = await locked_client(tx, ask.client, actor)
        told = await _end(tx, client, "refused", actor, reason)
        tx.audit("audience.erasure_refused", str(client.id), {"reason": reason}, org_unit=client.org_unit)
        return await tx.done(told)


async def erase_client(ask: EraseClient, *, actor: Actor, work: Work) -> ErasureTold:
    """Erase a client who asked for it: name, numbers, ways in and profile go, and cannot be brought back.

    Raises:
        ClientMissing: ``audience.client_missing``.
        ErasureMissing: ``audience.erasure_missing``: nobody is erased who did not ask.
        ErasureTooEarly: ``audience.erasure_too_early``.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("audience.erase_client")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="audience.erase_client", answer=ErasureTold) as tx:
        if tx.earlier:
            return tx.earlier
        client = await locked_client(tx, ask.client, actor)
        told = await _end(tx, client, "done", actor, "")
        open_ = await owed_to(tx, client.id)
        if open_:
            raise ErasureTooEarly(open_)
        await _forget(tx, client, actor)
        tx.audit("audience.client_erased", str(client.id), {"reason": reason}, org_unit=client.org_unit)
        return await tx.done(told)


async def _open(tx: Tx[Any], client: ClientId) -> Erasure | None:
    return await Erasure.filter(customer=client, state="asked").using_db(tx.conn).select_for_update().first()


async def _end(tx: Tx[Any], client: Customer, state: str, actor: Actor, reason: str) -> ErasureTold:
    found = await _open(tx, ClientId(client.id))
    if found is None:
        raise ErasureMissing
    found.state, found.ended_at, found.ended_by, found.reason = state, tx.now, actor.id, reason
    await found.save(using_db=tx.conn)
    return ErasureTold(ErasureId(found.id), state)


async def _forget(tx: Tx[Any], client: Customer, actor: Actor) -> None:
    """Take away what names or describes the client; his choices stay as proof, under an id alone."""
    await end_sessions(tx, "client", [client.id], "erased")
    await tx.run(_IDENTITIES, client.id, tx.now, actor.id)
    await forget_kept(tx, client.id)
    if client.household is not None:
        await part(tx, client.household, client.id, "staff")
    client.ext_id, client.name = f"erased-{client.id.hex}", "—"
    client.clazz = client.grade = client.lifecycle = client.wealth_band = client.city = ""
    client.tags, client.birth_date, client.joined_on = [], None, None
    client.household = client.adviser = None
    client.blocked, client.blocked_why, client.updated_at = True, "erased", tx.now
    await client.save(using_db=tx.conn)
