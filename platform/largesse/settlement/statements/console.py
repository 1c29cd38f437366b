"""Statements on the console face: files received and their lines."""

from functools import partial

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, list_by_state, shown
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.ids import parse_id, text_id
from largesse.settlement.ids import LINE, STATEMENT
from largesse.settlement.statements import reads
from largesse.settlement.statements.fetch import fetch_statement
from largesse.settlement.statements.keep import Loaded
from largesse.settlement.statements.load import release_statement
from largesse.settlement.statements.views import Statement, StatementLine, StatementRow


@strawberry.type(description="A statement was received.")
class StatementLoaded:
    """What became of it."""

    id: str = named("Id of the statement, stm_….")
    state: str = named("loaded or quarantined.")
    reasons: list[str] = named("Codes of the reasons for quarantine.")
    line_count: int = named("Lines read.")
    overlap_count: int = named("Lines that another file holds already.")

    @classmethod
    def of(cls, loaded: Loaded) -> "StatementLoaded":
        return cls(
            id=text_id(STATEMENT, loaded.statement),
            state=loaded.state,
            reasons=list(loaded.reasons),
            line_count=loaded.line_count,
            overlap_count=loaded.overlap_count,
        )


@strawberry.type
class StatementQuery:
    """Queries of statements."""

    statements: Connection[Statement] = list_by_state(
        "statements",
        "settlement.read",
        reads.statements_page,
        Statement.of,
        "Statements within reach. state: one, or open for those that no batch has."
        " sort: loadedAt, fileName, state, gross.",
    )

    @strawberry.field(description="One statement; null when missing or out of reach.")
    @missing_as_null
    async def statement(self, info: Info, id: str) -> Statement | None:  # noqa: A002 - the face's name
        """Show one statement."""
        actor = info.context.who()
        actor.must("settlement.read")
        async with info.context.work.read() as read:
            row = await reads.statement_details(read, actor, parse_id(STATEMENT, id))
        return Statement.of(row, info.context.locale) if row else None

    @strawberry.field(description="A statement's lines. sort: lineNo, gross, occurredAt, providerRef.")
    async def statement_lines(  # noqa: PLR0913, PLR0917 - a list's arguments, and whose
        self,
        info: Info,
        statement: str,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[StatementLine]:
        """List lines."""
        ident = parse_id(STATEMENT, statement, "statement")
        rows = partial(reads.lines_page, statement=ident)
        listing = Listing(f"lines-{ident}", "settlement.read", rows, StatementLine.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))

    @strawberry.field(description="The row a line was read from, a person's cells masked; null when missing.")
    @missing_as_null
    async def statement_row(self, info: Info, line: str) -> StatementRow | None:
        """Show one raw row."""
        actor = info.context.who()
        actor.must("settlement.read")
        async with info.context.work.read() as read:
            row = await reads.raw_line(read, actor, parse_id(LINE, line, "line"))
        return StatementRow.of(row) if row else None


@strawberry.type
class StatementMutation:
    """Mutations of statements."""

    load_statement = mutation(
        fetch_statement,
        "Fetch a provider's statement through its plugin and load it.",
        name="load_statement",
        shows=StatementLoaded.of,
    )
    release_statement = mutation(
        release_statement,
        "Load a quarantined statement on a second person's word.",
        shows=StatementLoaded.of,
    )
