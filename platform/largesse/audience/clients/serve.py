"""What staff do for one client: reveal masked fields for a purpose, block.

Invariant   no field is revealed without a purpose and an audit row; the answer is kept in no receipt
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.identities import KINDS, opened
from largesse.audience.clients.masking import REVEALABLE
from largesse.audience.clients.reads import clients_page
from largesse.identity.sessions.sessions import end_sessions
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Malformed, Missing
from largesse.store.house import Port
from largesse.store.keyset import Rows, Wish
from largesse.store.work import Read, Tx, Work

PURPOSE_MIN = 4


@dataclass(frozen=True)
class ClientMissing(Missing):
    """No such client within reach."""

    code = "audience.client_missing"
    client: UUID


@dataclass(frozen=True)
class RevealClient:
    """Which fields of whom, and what for."""

    client: UUID
    fields: tuple[str, ...]
    purpose: str


@dataclass(frozen=True, kw_only=True)
class BlockClient(Ask):
    """Keep a client out, or let one in again, with the reason."""

    client: UUID
    blocked: bool
    reason: str


@dataclass(frozen=True)
class ClientBlocked:
    """The client and how it stands now."""

    client: UUID
    blocked: bool


@dataclass(frozen=True)
class RightsCount:
    """What a client has of rights: unused, of those soon expiring, and activities left half-way."""

    unused: int = 0
    expiring: int = 0
    dropped_out: int = 0


CountRights = Callable[[Read, Sequence[UUID]], Awaitable[Mapping[UUID, RightsCount]]]
RIGHTS_COUNT: Port[CountRights] = Port("audience.rights_count")


async def rights_counts(read: Read, clients: Sequence[UUID]) -> dict[UUID, RightsCount]:
    """Give what each client has of rights; nothing where no room has told."""
    count = read.house.one(RIGHTS_COUNT)
    counted = await count(read, clients) if count and clients else {}
    return {client: counted.get(client, RightsCount()) for client in clients}


async def book_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List the adviser's book, each row with what the client has of rights as ``held``."""
    rows, count = await clients_page(read, actor, wish, own=True)
    held = await rights_counts(read, [row["id"] for row in rows])
    return [row | {"held": held[row["id"]]} for row in rows], count


async def reveal_client(ask: RevealClient, *, actor: Actor, work: Work) -> dict[str, str]:
    """Show fields in clear, and note who saw them and why.

    Raises:
        ClientMissing: ``audience.client_missing``.
        Malformed: ``kernel.malformed`` at ``purpose`` or ``fields``.
    """
    actor.must("audience.reveal_client")
    if len(ask.purpose.strip()) < PURPOSE_MIN:
        raise Malformed("say what for", "purpose")
    if not ask.fields or set(ask.fields) - set(REVEALABLE):
        raise Malformed(f"one or more of {', '.join(REVEALABLE)}", "fields")
    async with work.job(actor) as tx:
        row = await _reached(tx, ask.client, actor)
        shown = await _clear(tx, row, ask.fields)
        facts = {"fields": list(shown), "purpose": ask.purpose.strip()}
        tx.audit("audience.client_revealed", str(ask.client), facts, org_unit=row["org_unit"])
    return shown


async def block_client(ask: BlockClient, *, actor: Actor, work: Work) -> ClientBlocked:
    """Block a client or lift the block; a blocked client's sessions end in the same commit.

    Raises:
        ClientMissing: ``audience.client_missing``.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("audience.block_client")
    if len(ask.reason.strip()) < PURPOSE_MIN:
        raise Malformed("say why", "reason")
    async with work.begin(ask, actor, use="audience.block_client", answer=ClientBlocked) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _reached(tx, ask.client, actor)
        sql = "update audience_customer set blocked = $2, blocked_why = $3, updated_at = $4 where id = $1"
        await tx.run(sql, ask.client, ask.blocked, ask.reason.strip() if ask.blocked else "", tx.now)
        if ask.blocked:
            await end_sessions(tx, "client", [ask.client], "blocked")
        facts = {"blocked": ask.blocked, "reason": ask.reason.strip()}
        tx.audit("audience.client_blocked", str(ask.client), facts, org_unit=row["org_unit"])
        return await tx.done(ClientBlocked(ask.client, ask.blocked))


async def _reached(tx: Tx[Any], client: UUID, actor: Actor) -> dict[str, Any]:
    sql = """select id, name, org_unit, birth_date::text as birth_date from audience_customer
             where id = $1 for update"""
    row = await tx.row(sql, client)
    if row is None:
        raise ClientMissing(client)
    actor.reach(row["org_unit"], ClientMissing(client))
    return row


async def _clear(tx: Tx[Any], row: dict[str, Any], fields: tuple[str, ...]) -> dict[str, str]:
    sql = """select kind, value_sealed from audience_identity
             where customer = $1 and revoked_at is null order by bound_at"""
    sealed = {one["kind"]: one["value_sealed"] for one in await tx.rows(sql, row["id"])}
    clear: dict[str, str] = {
        kind: opened(kind, sealed[kind]) for kind in KINDS if kind in sealed and kind in fields
    }
    clear |= {name: row[name] for name in ("name", "birth_date") if name in fields and row[name]}
    return {name: clear[name] for name in fields if name in clear}
