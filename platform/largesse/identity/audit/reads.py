"""Audit rows for screens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from largesse.kernel.actor import Actor
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

SORTS = {"at": Sort("a.id", "bigint"), "action": Sort("a.action"), "actorName": Sort("a.actor_name")}


@dataclass(frozen=True)
class AuditedRow:
    """Who did what to which subject; ``hash`` None until it is chained."""

    id: int
    at: datetime
    actor_kind: str
    actor_name: str
    action: str
    subject: str
    facts: dict[str, Any]
    hash: str | None


async def audit_page(read: Read, actor: Actor, wish: Wish) -> Paged[AuditedRow]:
    """List audit rows within reach, newest first."""
    columns = "a.id, a.at, a.actor_kind, a.actor_name, a.action, a.subject, a.facts, c.hash"
    source = "store_audit a left join store_audit_chain c on c.audit = a.id"
    asked = List(columns, source, "a.id", "bigint")
    asked.within(actor.units, "a.org_unit")
    asked.search(wish.search, "a.action", "a.actor_name", "a.subject")
    return await paged(read, AuditedRow, asked, chosen(wish.sort, SORTS, "-at"), wish.page)
