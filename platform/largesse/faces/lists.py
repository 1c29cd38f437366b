"""Lists on a face: who may see one, what it asks, its page as a Relay connection with sealed cursors.

Invariant   a cursor opens only in the list, with the filter and in the order, that it was made for;
            a file begins with its list's first page, and reading that writes who takes how much of what
Source      docs/decisions/0007-a-list-that-leaves-is-recorded.md
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

import orjson
import strawberry

from largesse.faces.context import Info
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Broken, Malformed
from largesse.kernel.reasons import because, between
from largesse.store.keyset import COUNT_MAX, Page, Paged, Placed, Wish
from largesse.store.sealing import open_sealed, seal
from largesse.store.work import Read

PAGE_DEFAULT = 25
PAGE_MAX = 100
N = TypeVar("N")


@strawberry.type(description="Where a page of a list begins and ends.")
class PageInfo:
    """Relay's page info."""

    has_next_page: bool = strawberry.field(description="Whether more rows follow.")
    has_previous_page: bool = strawberry.field(description="Whether the page began after a cursor.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first row.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last row.")


@strawberry.type(description="One row of a list and its cursor.")
class Edge(Generic[N]):
    """Relay's edge."""

    node: N = strawberry.field(description="The row.")
    cursor: str = strawberry.field(description="Where the list continues after this row.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[N]):
    """Relay's connection."""

    edges: list[Edge[N]] = strawberry.field(description="The rows of this page.")
    page_info: PageInfo = strawberry.field(description="Where the page begins and ends.")
    count_at_least: int = strawberry.field(description="How many rows there are, counted up to 10,000.")


@dataclass(frozen=True)
class Listing(Generic[N]):
    """How a list is read and shown.

    ``name`` binds its cursors, a filter's value included. ``operation`` is what one must be allowed.
    ``rows`` reads a page and counts; ``node`` shows a row in a language.
    """

    name: str
    operation: str
    rows: Callable[[Read, Actor, Wish], Awaitable[Paged[Any]]]
    node: Callable[[Any, str], N]


@dataclass(frozen=True)
class ListAsk:
    """The four arguments that every list takes."""

    first: int | None
    after: str | None
    search: str | None
    sort: str | None


def list_field(listing: Listing[Any], description: str) -> Any:
    """Declare a list that takes the four arguments and no more."""

    async def resolve(  # type: ignore[no-untyped-def]  # noqa: ANN202 - the declared field says what it gives
        info: Info,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ):
        return await shown(info, listing, ListAsk(first, after, search, sort))

    return strawberry.field(resolver=resolve, description=description)


def list_by_state(
    name: str,
    operation: str,
    rows: Callable[..., Awaitable[Paged[Any]]],
    node: Callable[[Any, str], Any],
    description: str,
) -> Any:
    """Declare a list that takes a state besides; ``rows`` takes it by that name, None for all states.

    The other parameters are a ``Listing``'s; each state has cursors of its own.
    """

    async def resolve(  # type: ignore[no-untyped-def]  # noqa: ANN202, PLR0913, PLR0917 - as above, and which state
        info: Info,
        state: str | None = None,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ):
        listing = Listing(f"{name}-{state or ''}", operation, partial(rows, state=state), node)
        return await shown(info, listing, ListAsk(first, after, search, sort))

    return strawberry.field(resolver=resolve, description=description)


async def shown(info: Info, listing: Listing[N], ask: ListAsk) -> Connection[N]:
    """Read a page of a list for the one who asks.

    Raises:
        NotSignedIn: ``kernel.not_signed_in``.
        NotAllowed: ``kernel.not_allowed``.
        Malformed: ``kernel.malformed`` at ``first``, ``after`` or ``sort``.
    """
    actor = info.context.who()
    actor.must(listing.operation)
    name = f"{listing.name}:{ask.sort or ''}{':file' if info.context.for_file else ''}"
    wish = Wish(_page(ask, name), ask.search, ask.sort)
    if info.context.for_file and wish.page.after is None:
        found = await _taken(info, listing, wish)
    else:
        async with info.context.work.read() as read:
            found = await listing.rows(read, actor, wish)
    edges = [
        Edge(node=listing.node(one.row, info.context.locale), cursor=_cursor(one, name))
        for one in found.placed[: wish.page.first]
    ]
    page_info = PageInfo(
        has_next_page=len(found.placed) > wish.page.first,
        has_previous_page=wish.page.after is not None,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, page_info=page_info, count_at_least=min(found.count, COUNT_MAX))


async def _taken(info: Info, listing: Listing[Any], wish: Wish) -> Paged[Any]:
    """Read the first page of a file, and write in the same commit who takes how much of what.

    What was searched for stays unwritten: it may be somebody's name.
    """
    actor = info.context.who()
    async with info.context.work.job(actor) as tx:
        found = await listing.rows(tx, actor, wish)
        facts = {
            "list": info.field_name,
            "rows": min(found.count, COUNT_MAX),
            "sort": wish.sort,
            "searched": bool(wish.search),
        }
        tx.audit("kernel.list_exported", listing.name.rstrip("-"), facts, org_unit=actor.unit)
    return found


def _page(ask: ListAsk, name: str) -> Page:
    first = PAGE_DEFAULT if ask.first is None else ask.first
    if not 1 <= first <= PAGE_MAX:
        raise Malformed(between(1, PAGE_MAX), "first")
    return Page(first, _opened(ask.after, name) if ask.after else None)


def _cursor(placed: Placed[Any], name: str) -> str:
    """Seal a row's sort values: a masked list may be sorted by what it masks."""
    return seal(orjson.dumps((placed.sort_key, placed.sort_id)), f"cursor:{name}")


def _opened(cursor: str, name: str) -> tuple[Any, ...]:
    try:
        return tuple(orjson.loads(open_sealed(cursor, f"cursor:{name}")))
    except (ValueError, Broken) as error:
        raise Malformed(because("kernel.reason.cursor"), "after") from error
