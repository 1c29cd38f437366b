"""What clients left half-way, for their adviser: listed, and counted by client."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.audience.advisers.book import clients_of
from largesse.audience.clients.reads import names_of
from largesse.kernel.actor import Actor
from largesse.rights.drop_outs.standing import FROM, LIVE, Reason
from largesse.rights.entitlements.records import EntitlementId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

SORTS = {"since": Sort("d.since", "timestamptz"), "validTo": Sort("e.valid_to", "timestamptz")}
_OWN = f"""{FROM} join rights_sku s on s.id = e.sku"""
_COUNT = f"""
select e.holder, count(*) as dropped from {FROM} where e.holder = any($1::uuid[]) and {LIVE} group by e.holder
"""  # noqa: S608 - constants


@dataclass(frozen=True)
class DropOutRow:
    """A right that its client left half-way; the client's name is masked and added after reading."""

    id: EntitlementId
    client: UUID
    title: dict[str, str]
    reason: Reason
    since: datetime
    valid_to: datetime
    client_name: str = ""


@dataclass(frozen=True)
class _Count:
    holder: UUID
    dropped: int


async def drop_outs_page(read: Read, actor: Actor, wish: Wish) -> Paged[DropOutRow]:
    """List what own clients left half-way and what is no task of mine yet."""
    asked = List("e.id, e.holder as client, s.title, d.reason, d.since, e.valid_to", _OWN, "e.id")
    mine, me = asked.param(await clients_of(read, actor.id)), asked.param(actor.id)
    # Taken up since: whoever has a task for it sees it among his tasks, or is done with it.
    since = f"t.reason = d.reason and t.adviser = {me} and t.made_at >= d.since"
    taken = f"select from rights_task t where t.entitlement = e.id and t.client = e.holder and {since}"
    asked.conditions += [
        LIVE,
        f"e.holder = any({mine}::uuid[])",
        f"not exists ({taken})",
    ]
    asked.search(wish.search, "s.title->>'zh-CN'", "s.title->>'en'")
    page = await paged(read, DropOutRow, asked, chosen(wish.sort, SORTS, "-since"), wish.page)
    names = await names_of(read, list({row.client for row in page.rows})) if page.rows else {}
    return page.with_rows(lambda row: replace(row, client_name=names.get(row.client, "")))


async def dropped_of(read: Read, clients: Sequence[UUID]) -> dict[UUID, int]:
    """Count by client what was left half-way, taken up or not."""
    return {one.holder: one.dropped for one in await read.all(_Count, _COUNT, list(clients))}
