"""Finding on the console face."""

from dataclasses import replace
from functools import partial
from typing import Any

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, shown
from largesse.faces.scalars import named
from largesse.identity.finding import find as finding
from largesse.identity.finding.finds import Find, Rows, find_of
from largesse.identity.finding.finds import Found as FoundRow
from largesse.kernel.actor import Actor
from largesse.store.keyset import Paged, Wish
from largesse.store.work import Read


@strawberry.type(description="A record in a line.")
class Found:
    """One record."""

    id: str = named("Its id.")
    name: str = named("Its name in the request's language; a client's is masked.")
    code: str = named("The code or number it is called by; empty: none.")
    note: str = named("What tells it from others of its name; empty: nothing is needed.")
    closed: bool = named("Whether it cannot be chosen anew.")

    @classmethod
    def of(cls, row: FoundRow) -> "Found":
        return cls(id=row.id, name=row.name, code=row.code, note=row.note, closed=row.closed)


@strawberry.type(description="What was found of one kind.")
class FoundOfKind:
    """A group of the search."""

    kind: str = named("The kind: product, client, activity …")
    found: list[Found] = named("The first of them.")
    more: bool = named("Whether there are more of this kind.")


@strawberry.type
class FindingQuery:
    """Searches over records."""

    @strawberry.field(description="Records within reach that a text finds, by kind, at most five of each.")
    async def find(self, info: Info, text: str) -> list[FoundOfKind]:
        """Look everywhere."""
        actor, locale = info.context.who(), info.context.locale
        async with info.context.work.read() as read:
            told = await finding.find(read, actor, text, locale)
        return [
            FoundOfKind(kind=one.kind, found=[Found.of(row) for row in one.found], more=one.more)
            for one in told
        ]

    @strawberry.field(
        description="Records of a kind within reach that a field may choose from, 25 at a time. of: what they"
        " are chosen for, an approval's id for a colleague, a settlement batch's for a joining_statement."
    )
    async def choices(
        self,
        info: Info,
        kind: str,
        after: str | None = None,
        search: str | None = None,
        of: str | None = None,
    ) -> Connection[Found]:
        """List what is offered."""
        info.context.who()
        kept = find_of(info.context.work.house, kind)
        rows = partial(_offered, kept.offered or kept.rows, of)
        listing = Listing(f"choices-{kind}-{of or ''}", kept.operation, rows, partial(_shown, kept))
        return await shown(info, listing, ListAsk(None, after, search, None))

    @strawberry.field(description="Records of a kind within reach by their ids, closed ones too.")
    async def chosen(self, info: Info, kind: str, ids: list[str]) -> list[Found]:
        """Name what was chosen."""
        actor = info.context.who()
        of = find_of(info.context.work.house, kind)
        actor.must(of.operation)
        async with info.context.work.read() as read:
            rows = await finding.named(read, actor, of, ids, info.context.locale)
        return [Found.of(row) for row in rows]


async def _offered(rows: Rows, of: str | None, read: Read, actor: Actor, wish: Wish) -> Paged[Any]:
    return await rows(read, actor, replace(wish, of=of))


def _shown(of: Find, row: object, locale: str) -> Found:
    return Found.of(of.shown(row, locale))
