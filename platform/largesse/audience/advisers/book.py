"""The adviser's book: the clients one looks after, each with what it has of rights."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.audience.clients.reads import ClientRow, clients_page
from largesse.audience.clients.records import Customer
from largesse.kernel.actor import Actor
from largesse.store.house import Port
from largesse.store.keyset import Paged, Wish
from largesse.store.work import Read

BOOK_MAX = 20_000


@dataclass(frozen=True)
class RightsCount:
    """What a client has of rights: unused, of those soon expiring, and those left half-way."""

    unused: int = 0
    expiring: int = 0
    dropped_out: int = 0


@dataclass(frozen=True)
class BookRow:
    """A client of the book and what it has of rights."""

    client: ClientRow
    held: RightsCount


CountRights = Callable[[Read, Sequence[UUID]], Awaitable[Mapping[UUID, RightsCount]]]
RIGHTS_COUNT: Port[CountRights] = Port("audience.rights_count")


async def rights_counts(read: Read, clients: Sequence[UUID]) -> dict[UUID, RightsCount]:
    """Give what each client has of rights; nothing where no room counts rights."""
    count = read.house.one(RIGHTS_COUNT)
    counted = await count(read, clients) if count and clients else {}
    return {client: counted.get(client, RightsCount()) for client in clients}


async def clients_of(read: Read, adviser: UUID) -> list[UUID]:
    """Give whom an adviser looks after and who is not kept out, at most 20,000."""
    found = Customer.filter(adviser=adviser, blocked=False).using_db(read.conn).order_by("id").limit(BOOK_MAX)
    return [one.id for one in await found.only("id")]


async def book_page(read: Read, actor: Actor, wish: Wish) -> Paged[BookRow]:
    """List the adviser's book."""
    page = await clients_page(read, actor, wish, own=True)
    held = await rights_counts(read, [row.id for row in page.rows])
    return page.with_rows(lambda row: BookRow(row, held[row.id]))
