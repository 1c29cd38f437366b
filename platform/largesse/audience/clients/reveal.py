"""Show masked fields of a client in clear, for a purpose.

Invariant   no field is revealed without a purpose and an audit row; the answer is kept in no receipt
"""

from dataclasses import dataclass
from typing import Any

from largesse.audience.clients.clients import locked_client
from largesse.audience.clients.identities import KINDS, IdentityKind, opened
from largesse.audience.clients.masking import REVEALABLE
from largesse.audience.clients.records import ClientId, Customer
from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because
from largesse.store.work import Tx, Work

PURPOSE_MIN = 4


@dataclass(frozen=True)
class RevealClient(AskWithoutReceipt):
    """Which fields of whom, and what for."""

    client: ClientId = asked("Client, cli_….", id="cli")
    fields: tuple[str, ...] = asked("name, mobile, bank_app, wechat, wecom or birth_date.")
    purpose: str = asked("What for, at least four characters.")


@dataclass(frozen=True)
class _SealedIdentity:
    kind: IdentityKind
    value_sealed: str


async def reveal_client(ask: RevealClient, *, actor: Actor, work: Work) -> dict[str, str]:
    """Give fields in clear, by name, and note who saw them and why.

    Raises:
        ClientMissing: ``audience.client_missing``.
        Malformed: ``kernel.malformed`` at ``purpose`` or ``fields``.
    """
    actor.must("audience.reveal_client")
    if len(ask.purpose.strip()) < PURPOSE_MIN:
        raise Malformed(because("audience.reason.purpose"), "purpose")
    if not ask.fields or set(ask.fields) - set(REVEALABLE):
        raise Malformed(because("kernel.reason.some_of", choices=" / ".join(REVEALABLE)), "fields")
    async with work.job(actor) as tx:
        client = await locked_client(tx, ask.client, actor)
        shown = await _in_clear(tx, client, ask.fields)
        facts = {"fields": list(shown), "purpose": ask.purpose.strip()}
        tx.audit("audience.client_revealed", str(ask.client), facts, org_unit=client.org_unit)
    return shown


async def _in_clear(tx: Tx[Any], client: Customer, fields: tuple[str, ...]) -> dict[str, str]:
    sql = """select kind, value_sealed from audience_identity
             where customer = $1 and revoked_at is null order by bound_at"""
    sealed = {one.kind: one.value_sealed for one in await tx.all(_SealedIdentity, sql, client.id)}
    clear: dict[str, str] = {
        kind: opened(kind, sealed[kind]) for kind in KINDS if kind in sealed and kind in fields
    }
    clear["name"] = client.name
    if client.birth_date:
        clear["birth_date"] = client.birth_date.isoformat()
    return {name: clear[name] for name in fields if name in clear}
