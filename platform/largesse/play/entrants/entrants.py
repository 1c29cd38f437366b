"""Entrants: clients who came to an activity by an adviser's link and joined it with their first play.

Invariant   one row per client and activity, written with the draw that made the client join and never
            changed; an adviser is shown own clients one by one, those of others as a number
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.audience.advisers.share import introducer
from largesse.kernel.actor import Actor
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read, Tx

SORTS = {"latestAt": Sort("e.latest_at", "timestamptz"), "clients": Sort("e.clients", "bigint")}
OWN_SHOWN = 12
_NOTE = """
insert into play_entrant (activity, client, adviser, draw, at)
select e.activity, e.client, e.adviser, e.draw, $1 from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[])
  as e(activity, client, adviser, draw)
on conflict do nothing
"""
_COLUMNS = "a.id, a.slug, a.title, a.state, e.clients, e.own, e.own_clients, e.latest_at"
_BROUGHT = """activities_activity a join (
  select n.activity, count(*) as clients, count(c.id) as own, max(n.at) as latest_at,
    to_jsonb((coalesce(array_agg(jsonb_build_object('id', c.id, 'name', c.name) order by n.at desc)
      filter (where c.id is not null), '{{}}'))[1:{shown}]) as own_clients
  from play_entrant n
  left join audience_customer c on c.id = n.client and c.adviser = {me}
    and ({units}::uuid[] is null or c.org_unit = any({units}))
  where n.adviser = {me} group by n.activity) e on e.activity = a.id"""


@dataclass(frozen=True, slots=True)
class OwnClient:
    """An own client of the adviser, in clear."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Brought:
    """An activity to which an adviser's links brought ``clients``, of whom ``own`` are the adviser's."""

    id: UUID
    slug: str
    title: dict[str, str]
    state: str
    clients: int
    own: int
    own_clients: list[OwnClient]
    latest_at: datetime


@dataclass(frozen=True, slots=True)
class Joined:
    """A client's first play in an activity, and the mark that the phone carried."""

    activity: UUID
    client: UUID
    draw: UUID
    mark: str


async def note(tx: Tx[Any], joined: Sequence[Joined]) -> None:
    """Note by whose links clients joined, within the transaction of their draws."""
    brought = [(one, adviser) for one in joined if (adviser := introducer(one.mark, one.activity))]
    if brought:
        await tx.run(
            _NOTE,
            tx.now,
            [one.activity for one, _ in brought],
            [one.client for one, _ in brought],
            [adviser for _, adviser in brought],
            [one.draw for one, _ in brought],
        )


async def brought_by(read: Read, actor: Actor, wish: Wish) -> Paged[Brought]:
    """List the activities to which the adviser's links brought clients, the latest first."""
    asked = List(_COLUMNS, "", "a.id")
    units = None if actor.units is None else list(actor.units)
    asked.source = _BROUGHT.format(me=asked.param(actor.id), units=asked.param(units), shown=OWN_SHOWN)
    asked.search(wish.search, "a.slug", "a.title->>'zh-CN'", "a.title->>'en'")
    return await paged(read, Brought, asked, chosen(wish.sort, SORTS, "-latestAt"), wish.page)
