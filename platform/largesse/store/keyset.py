"""Lists for screens: search, one sort key, keyset pages, counts cut at ten thousand.

Words       A row is *placed* by its sort value and its id; a page is the placed rows and the count.
Invariant   SQL text comes from tables in the code; what people type travels as parameters. Key and id are
            compared as what they are, so that an index over both serves the page without a sort.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import one_of
from largesse.store.searching import pattern
from largesse.store.work import Read, typed

COUNT_MAX = 10_000
R = TypeVar("R")
S = TypeVar("S")


@dataclass(frozen=True)
class Placed(Generic[R]):
    """A row and where it stands in its list, as text."""

    row: R
    sort_key: str
    sort_id: str


@dataclass(frozen=True)
class Paged(Generic[R]):
    """One page of a list as read, with one row more where more follow, and the count up to ten thousand."""

    placed: list[Placed[R]]
    count: int

    @property
    def rows(self) -> list[R]:
        """The rows alone, for reading what belongs to them all at once."""
        return [one.row for one in self.placed]

    def with_rows(self, change: Callable[[R], S]) -> "Paged[S]":
        """Give the same page with each row changed."""
        return Paged([Placed(change(one.row), one.sort_key, one.sort_id) for one in self.placed], self.count)


@dataclass(frozen=True)
class Page:
    """What a list asks for: ``first`` rows, ``after`` the sort value and id of the row before them.

    ``among``: only rows with these ids; None: all.
    """

    first: int
    after: tuple[Any, ...] | None
    among: tuple[Any, ...] | None = None

    @property
    def limit(self) -> int:
        """How many rows to read: one more than asked, to see whether more follow."""
        return self.first + 1


@dataclass(frozen=True)
class Sort:
    """A sortable column: an SQL expression that is never null, and its type."""

    expression: str
    kind: str = "text"


@dataclass(frozen=True)
class Wish:
    """What a screen asks of a list. ``sort``: a column's name, ``-name`` descends.

    ``of``: the id of what its rows are chosen for, as the outside writes it.
    """

    page: Page
    search: str | None = None
    sort: str | None = None
    of: str | None = None


@dataclass
class List:
    """What a list reads; ``ident`` is unique. Conditions number their parameters through ``param``."""

    columns: str
    source: str
    ident: str
    ident_kind: str = "uuid"
    conditions: list[str] = field(default_factory=list)
    args: list[Any] = field(default_factory=list)

    def param(self, value: Any) -> str:
        """Take one more argument and give its placeholder."""
        self.args.append(value)
        return f"${len(self.args)}"

    def search(self, text: str | None, *expressions: str) -> None:
        """Keep rows in which one of the expressions holds the text, its look-alikes or its pinyin."""
        sought = pattern(text)
        if sought:
            place = self.param(sought)
            self.conditions.append("(" + " or ".join(f"{one} ~* {place}" for one in expressions) + ")")

    def within(self, units: frozenset[Any] | None, column: str, *or_else: str) -> None:
        """Keep rows within reach; None reaches everything."""
        if units is not None:
            reach = f"{column} = any({self.param(list(units))}::uuid[])"
            self.conditions.append("(" + " or ".join((reach, *or_else)) + ")")


def chosen(sort: str | None, sorts: dict[str, Sort], default: str) -> tuple[Sort, bool]:
    """Read ``field`` or ``-field``.

    Returns:
        The sort, and whether it descends.

    Raises:
        Malformed: ``kernel.malformed`` at ``sort``.
    """
    asked = sort or default
    found = sorts.get(asked.removeprefix("-"))
    if found is None:
        raise Malformed(one_of(sorts), "sort")
    return found, asked.startswith("-")


async def paged(read: Read, kind: type[R], asked: List, order: tuple[Sort, bool], page: Page) -> Paged[R]:
    """Read one page, each row as ``kind``, and count what matches up to ten thousand."""
    if page.among is not None:
        asked.conditions.append(f"{asked.ident} = any({asked.param(list(page.among))}::{asked.ident_kind}[])")
    (sort, descends), matching = order, " and ".join(asked.conditions) or "true"
    # The columns stand in the count too, so that every parameter has its type; unused ones are not computed.
    everything = f"select {asked.columns} from {asked.source} where {matching} limit {COUNT_MAX}"  # noqa: S608 - see Invariant
    count = await read.value(f"select count(*) from ({everything}) c", *asked.args)  # noqa: S608 - see Invariant
    direction, compare = ("desc", "<") if descends else ("asc", ">")
    if page.after is not None:
        key, ident = (asked.param(str(value)) for value in page.after)
        matching += (
            f" and ({sort.expression}, {asked.ident})"
            f" {compare} ({key}::text::{sort.kind}, {ident}::text::{asked.ident_kind})"
        )
    sql = f"""select {asked.columns}, ({sort.expression})::text as sort_key, {asked.ident}::text as sort_id
              from {asked.source} where {matching}
              order by {sort.expression} {direction}, {asked.ident} {direction}
              limit {asked.param(page.limit)}"""  # noqa: S608 - see Invariant
    rows = await read.conn.execute_query_dict(sql, list(asked.args))
    placed = [Placed(typed(row, kind), row["sort_key"], row["sort_id"]) for row in rows]
    return Paged(placed, int(count))


async def only(read: Read, kind: type[R], asked: List) -> R | None:
    """Read the one row that a list's conditions leave, or None."""
    matching = " and ".join(asked.conditions) or "true"
    return await read.one(kind, f"select {asked.columns} from {asked.source} where {matching}", *asked.args)  # noqa: S608 - see Invariant
