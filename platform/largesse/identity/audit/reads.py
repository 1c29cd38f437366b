"""Audit rows for screens."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.identity.names import Names, ids_in, names_of
from largesse.kernel.actor import Actor
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

SORTS = {"at": Sort("a.id", "bigint"), "action": Sort("a.action"), "actorName": Sort("a.actor_name")}


@dataclass(frozen=True)
class AuditedRow:
    """Who did what to which subject; ``hash`` None until it is chained; ``names`` of what it names by id."""

    id: int
    at: datetime
    actor_kind: str
    actor_name: str
    action: str
    subject: str
    facts: dict[str, Any]
    hash: str | None
    names: Names = field(default_factory=dict)

    @property
    def ids(self) -> set[UUID]:
        """The ids in its subject and its facts."""
        return ids_in(self.subject, *(one for value in self.facts.values() for one in _texts(value)))


async def audit_page(read: Read, actor: Actor, wish: Wish) -> Paged[AuditedRow]:
    """List audit rows within reach, newest first."""
    columns = "a.id, a.at, a.actor_kind, a.actor_name, a.action, a.subject, a.facts, c.hash"
    source = "store_audit a left join store_audit_chain c on c.audit = a.id"
    asked = List(columns, source, "a.id", "bigint")
    asked.within(actor.units, "a.org_unit")
    asked.search(wish.search, "a.action", "a.actor_name", "a.subject")
    page = await paged(read, AuditedRow, asked, chosen(wish.sort, SORTS, "-at"), wish.page)
    names = await names_of(read, (one for row in page.rows for one in row.ids))
    return page.with_rows(
        lambda row: replace(row, names={one: names[one] for one in row.ids if one in names})
    )


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
