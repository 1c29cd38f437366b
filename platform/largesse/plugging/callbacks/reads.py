"""Callbacks that wait for a person, for screens."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.plugging.callbacks.kept import LEFT_AFTER
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

SORTS = {"at": Sort("c.received_at", "timestamptz"), "plugin": Sort("p.name"), "path": Sort("c.path")}


@dataclass(frozen=True)
class KeptRow:
    """One callback that waits; ``size`` of its body in bytes, ``reason`` why it was not taken, a code."""

    id: UUID
    plugin: str
    title: dict[str, str]
    org_unit: UUID | None
    path: str
    peer: str
    size: int
    state: str
    reason: str
    tries: int
    received_at: datetime


def _kept(actor: Actor) -> List:
    asked = List(
        "c.id, p.name as plugin, v.manifest->'title' as title, i.org_unit,"
        " c.path, c.peer, octet_length(c.body) as size, c.state, c.reason,"
        " c.tries, c.received_at",
        "plugging_callback c join plugging_installation i on i.id = c.installation"
        " join plugging_plugin p on p.id = i.plugin"
        " join plugging_version v on v.id = i.version",
        "c.id",
    )
    left = asked.param(now() - LEFT_AFTER)
    asked.conditions.append(
        f"(c.state = 'unavailable' or c.state = 'received' and c.received_at < {left}::timestamptz)"
    )
    asked.within(actor.units, "i.org_unit")
    return asked


async def kept_page(read: Read, actor: Actor, wish: Wish) -> Paged[KeptRow]:
    """List callbacks that wait, of installations for which the actor decides."""
    asked = _kept(actor)
    asked.search(wish.search, "p.name", "c.path", "c.reason", "c.peer")
    return await paged(read, KeptRow, asked, chosen(wish.sort, SORTS, "-at"), wish.page)


async def callbacks_waiting(read: Read, actor: Actor) -> int:
    """Count them."""
    asked = _kept(actor)
    where = " and ".join(asked.conditions)
    return int(await read.value(f"select count(*) from {asked.source} where {where}", *asked.args))  # noqa: S608 - constants
