"""Settlement on the console face: translate, never decide. Results stand in ``results``."""

from datetime import date
from functools import partial
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, list_field, shown
from largesse.faces.refusals import missing_as_null, refusals_as_data
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.money import Long
from largesse.plugging.calls.invoke import INVOKER
from largesse.settlement import asks, reads, trail
from largesse.settlement.batch_views import DISPOSITION, Batch, Break
from largesse.settlement.batches import approve, create, decide, dispose, reconcile, submit
from largesse.settlement.batches.approve import BatchDecided
from largesse.settlement.export.make import export_batch
from largesse.settlement.ledger.balance import trial_balance
from largesse.settlement.ledger_views import AccountingEntity, LedgerEntry, TrialBalance
from largesse.settlement.results import (
    ApproveBatchResult,
    ApproveDispositionResult,
    BatchExported,
    BatchMoved,
    BatchSubmitted,
    CreateSettlementBatchResult,
    DispositionsDecided,
    DispositionsProposed,
    ExportBatchResult,
    LoadStatementResult,
    MatchingRun,
    ProposeDispositionResult,
    ReleaseStatementResult,
    ReturnBatchResult,
    ReturnDispositionResult,
    RunMatchingResult,
    SaveStatementProfileResult,
    StatementLoaded,
    StatementProfileSaved,
    SubmitBatchResult,
    WithdrawBatchResult,
)
from largesse.settlement.statement_views import (
    BATCH,
    LINE,
    PROFILE,
    STATEMENT,
    Statement,
    StatementLine,
    StatementProfile,
    StatementRow,
)
from largesse.settlement.statements.fetch import fetch_statement
from largesse.settlement.statements.keep import Loaded
from largesse.settlement.statements.load import release_statement
from largesse.settlement.statements.profiles import save_profile

__all__ = ["SettlementMutation", "SettlementQuery", "trail"]


def _batch_id(ident: str, path: str = "id") -> UUID:
    """Read a batch's id, or the bare UUID under which an approval names its subject."""
    try:
        return UUID(ident)
    except ValueError:
        return parse_id(BATCH, ident, path)


@strawberry.type
class SettlementQuery:
    """Queries of this room."""

    statements: Connection[Statement] = list_field(
        Listing("statements", "settlement.read", reads.statements_page, Statement.of),
        "Statements within reach. sort: loadedAt, fileName, state, gross.",
    )
    batches: Connection[Batch] = list_field(
        Listing("batches", "settlement.read", reads.batches_page, Batch.of),
        "Batches within reach. sort: createdAt, number, asOf, state, netPayable.",
    )
    entries: Connection[LedgerEntry] = list_field(
        Listing("entries", "settlement.read", reads.entries_page, LedgerEntry.of),
        "Entries of the ledger, newest first. sort: id, bizDate, kind.",
    )

    @strawberry.field(description="One statement; null when missing or out of reach.")
    @missing_as_null
    async def statement(self, info: Info, id: str) -> Statement | None:  # noqa: A002 - the face's name
        """Show one statement."""
        actor = info.context.who()
        actor.must("settlement.read")
        async with info.context.work.read() as read:
            row = await reads.statement_row(read, actor, parse_id(STATEMENT, id))
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
            row = await reads.line_row(read, actor, parse_id(LINE, line, "line"))
        return StatementRow.of(row) if row else None

    @strawberry.field(description="Saved column mappings, the latest version of each name.")
    async def statement_profiles(self, info: Info) -> list[StatementProfile]:
        """List mappings."""
        info.context.who().must("settlement.read")
        async with info.context.work.read() as read:
            return [StatementProfile.of(row) for row in await reads.profiles(read)]

    @strawberry.field(description="One batch by id (bch_…) or as an approval's subject; null when missing.")
    @missing_as_null
    async def batch(self, info: Info, id: str) -> Batch | None:  # noqa: A002 - the face's name
        """Show one batch."""
        actor = info.context.who()
        actor.must("settlement.read")
        async with info.context.work.read() as read:
            row = await reads.batch_row(read, actor, _batch_id(id))
        return Batch.of(row, info.context.locale) if row else None

    @strawberry.field(
        description="A batch's breaks. state: all, open, proposed, decided. sort: code, difference, openedAt."
    )
    async def breaks(  # noqa: PLR0913, PLR0917 - a list's arguments, whose and which
        self,
        info: Info,
        batch: str,
        state: str = "all",
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[Break]:
        """List breaks."""
        ident = _batch_id(batch, "batch")
        listing = Listing(
            f"breaks-{ident}-{state}",
            "settlement.read",
            partial(reads.breaks_page, batch=ident, state=state),
            partial(Break.of, asker=info.context.who().id),
        )
        return await shown(info, listing, ListAsk(first, after, search, sort))

    @strawberry.field(description="One entry by its number; null when missing.")
    async def entry(self, info: Info, id: str) -> LedgerEntry | None:  # noqa: A002 - the face's name
        """Show one entry."""
        actor = info.context.who()
        actor.must("settlement.read")
        if not id.isdecimal() or len(id) > 18:
            raise Malformed("a number", "id")
        async with info.context.work.read() as read:
            row = await reads.entry_row(read, actor, int(id))
        return LedgerEntry.of(row, info.context.locale) if row else None

    @strawberry.field(description="The trial balance of an entity (default: the institution's) up to a day.")
    async def trial_balance(
        self, info: Info, as_of: date | None = None, entity: str | None = None
    ) -> TrialBalance | None:
        """Add the books up."""
        actor = info.context.who()
        actor.must("settlement.read")
        async with info.context.work.read() as read:
            found = [
                row
                for row in await reads.entities(read, actor)
                if (row["code"] == entity if entity else row["is_default"])
            ]
            if not found:
                return None
            day = as_of or date(9999, 12, 31)
            lines = await trial_balance(read, found[0]["id"], day)
        return TrialBalance.of(found[0]["code"], day, lines, info.context.locale)

    @strawberry.field(description="Accounting entities, by code.")
    async def accounting_entities(self, info: Info) -> list[AccountingEntity]:
        """List entities."""
        actor = info.context.who()
        actor.must("settlement.read")
        async with info.context.work.read() as read:
            rows = await reads.entities(read, actor)
        return [AccountingEntity.of(row, info.context.locale) for row in rows]


def _loaded(loaded: Loaded) -> StatementLoaded:
    return StatementLoaded(
        id=text_id(STATEMENT, loaded.statement),
        state=loaded.state,
        reasons=list(loaded.reasons),
        line_count=loaded.line_count,
        overlap_count=loaded.overlap_count,
    )


def _moved(decided: BatchDecided) -> BatchMoved:
    entry = None if decided.entry is None else str(decided.entry)
    return BatchMoved(id=text_id(BATCH, decided.batch), state=decided.state, entry=entry)


def _decided(done: decide.DispositionsDecided) -> DispositionsDecided:
    entries = [str(entry) for entry in done.entries]
    return DispositionsDecided(state=done.state, batch_state=done.batch_state, entries=entries)


@strawberry.type
class SettlementMutation:
    """Mutations of this room."""

    @strawberry.mutation(description="Fetch a provider's statement through its plugin and load it.")
    @refusals_as_data
    async def load_statement(self, info: Info, ask: asks.LoadStatementAsk) -> LoadStatementResult:
        """Translate."""
        actor, work = info.context.who(), info.context.work
        return _loaded(
            await fetch_statement(ask.to_ask(), actor=actor, work=work, invoker=work.house.needed(INVOKER))
        )

    @strawberry.mutation(description="Load a quarantined statement on a second person's word.")
    @refusals_as_data
    async def release_statement(self, info: Info, ask: asks.ReleaseStatementAsk) -> ReleaseStatementResult:
        """Translate."""
        return _loaded(
            await release_statement(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        )

    @strawberry.mutation(description="Save a column mapping as the next version of its name.")
    @refusals_as_data
    async def save_statement_profile(
        self, info: Info, ask: asks.SaveStatementProfileAsk
    ) -> SaveStatementProfileResult:
        """Translate."""
        saved = await save_profile(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        return StatementProfileSaved(
            id=text_id(PROFILE, saved.profile), name=saved.name, version=saved.version
        )

    @strawberry.mutation(description="Open a batch over loaded statements.")
    @refusals_as_data
    async def create_settlement_batch(
        self, info: Info, ask: asks.CreateSettlementBatchAsk
    ) -> CreateSettlementBatchResult:
        """Translate."""
        made = await create.create_batch(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        return BatchMoved(id=text_id(BATCH, made.batch), state="draft")

    @strawberry.mutation(description="Match a batch; matching again never overrides a decision.")
    @refusals_as_data
    async def run_matching(self, info: Info, ask: asks.RunMatchingAsk) -> RunMatchingResult:
        """Translate."""
        wanted = ask.to_ask()
        ran = await reconcile.run_matching(wanted, actor=info.context.who(), work=info.context.work)
        return MatchingRun(
            id=text_id(BATCH, wanted.batch),
            state=ran.state,
            matches=ran.matches,
            breaks=ran.breaks,
            run_hash=ran.run_hash,
            result_hash=ran.result_hash,
        )

    @strawberry.mutation(description="Propose what becomes of breaks.")
    @refusals_as_data
    async def propose_disposition(
        self, info: Info, ask: asks.ProposeDispositionAsk
    ) -> ProposeDispositionResult:
        """Translate."""
        made = await dispose.propose_disposition(
            ask.to_ask(), actor=info.context.who(), work=info.context.work
        )
        return DispositionsProposed(
            ids=[text_id(DISPOSITION, one) for one in made.dispositions],
            pay_minor=Long(made.pay_minor),
            adjust_minor=Long(made.adjust_minor),
        )

    @strawberry.mutation(description="Approve a colleague's dispositions; changes of cost are posted.")
    @refusals_as_data
    async def approve_disposition(
        self, info: Info, ask: asks.ApproveDispositionAsk
    ) -> ApproveDispositionResult:
        """Translate."""
        actor, work = info.context.who(), info.context.work
        return _decided(await decide.decide_dispositions(ask.to_ask(), actor=actor, work=work))

    @strawberry.mutation(description="Reject a colleague's dispositions.")
    @refusals_as_data
    async def return_disposition(self, info: Info, ask: asks.ReturnDispositionAsk) -> ReturnDispositionResult:
        """Translate."""
        actor, work = info.context.who(), info.context.work
        return _decided(await decide.decide_dispositions(ask.to_ask(), actor=actor, work=work))

    @strawberry.mutation(description="Submit a reconciled batch; its content is frozen.")
    @refusals_as_data
    async def submit_batch(self, info: Info, ask: asks.SubmitBatchAsk) -> SubmitBatchResult:
        """Translate."""
        done = await submit.submit_batch(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        return BatchSubmitted(
            id=text_id(BATCH, done.batch),
            approval=text_id(APPROVAL, done.approval),
            content_hash=done.content_hash,
        )

    @strawberry.mutation(description="Take one's own submitted batch back.")
    @refusals_as_data
    async def withdraw_batch(self, info: Info, ask: asks.WithdrawBatchAsk) -> WithdrawBatchResult:
        """Translate."""
        actor, work = info.context.who(), info.context.work
        return _moved(await approve.withdraw_batch(ask.to_ask(), actor=actor, work=work))

    @strawberry.mutation(description="Approve a submitted batch; what is payable is posted.")
    @refusals_as_data
    async def approve_batch(self, info: Info, ask: asks.ApproveBatchAsk) -> ApproveBatchResult:
        """Translate."""
        actor, work = info.context.who(), info.context.work
        return _moved(await approve.approve_batch(ask.to_ask(), actor=actor, work=work))

    @strawberry.mutation(description="Send a submitted batch back to its maker.")
    @refusals_as_data
    async def return_batch(self, info: Info, ask: asks.ReturnBatchAsk) -> ReturnBatchResult:
        """Translate."""
        actor, work = info.context.who(), info.context.work
        return _moved(await approve.return_batch(ask.to_ask(), actor=actor, work=work))

    @strawberry.mutation(description="Make a file of an approved batch; again gives the same bytes.")
    @refusals_as_data
    async def export_batch(self, info: Info, ask: asks.ExportBatchAsk) -> ExportBatchResult:
        """Translate."""
        made = await export_batch(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        return BatchExported(
            file_name=made.file_name,
            sha256=made.sha,
            size=Long(made.size),
            url=f"/files/batches/{ask.batch}/{ask.kind.value}",
        )
