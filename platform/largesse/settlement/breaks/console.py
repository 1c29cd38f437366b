"""Breaks on the console face: listed by batch, disposed of by two people."""

from functools import partial

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, shown
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.ids import text_id
from largesse.kernel.money import Long
from largesse.settlement.batches.console import batch_id
from largesse.settlement.breaks import decide, propose, reads, undo
from largesse.settlement.breaks.views import Break
from largesse.settlement.ids import DISPOSITION


@strawberry.type(description="Dispositions were proposed.")
class DispositionsProposed:
    """The proposals."""

    ids: list[str] = named("Ids, dsp_…, in the order of the breaks.")
    pay_minor: Long = named("What they pay together, minor units.")
    adjust_minor: Long = named("By how much they change our books together.")

    @classmethod
    def of(cls, made: propose.DispositionsProposed) -> "DispositionsProposed":
        return cls(
            ids=[text_id(DISPOSITION, one) for one in made.dispositions],
            pay_minor=Long(made.pay_minor),
            adjust_minor=Long(made.adjust_minor),
        )


@strawberry.type(description="Dispositions were decided.")
class DispositionsDecided:
    """Where they stand."""

    state: str = named("approved or rejected.")
    batch_state: str = named("Where the batch stands now.")
    entries: list[str] = named("The entries of what was to be posted.")

    @classmethod
    def of(cls, done: decide.DispositionsDecided) -> "DispositionsDecided":
        entries = [str(entry) for entry in done.entries]
        return cls(state=done.state, batch_state=done.batch_state, entries=entries)


@strawberry.type(description="Dispositions were undone, withdrawn, or are asked to be.")
class DispositionsUndone:
    """Where they stand."""

    state: str = named("approved while somebody asks, undone, or withdrawn.")
    batch_state: str = named("Where the batch stands now.")
    entries: list[str] = named("The reversing entries.")

    @classmethod
    def of(cls, done: undo.UndoDecided) -> "DispositionsUndone":
        entries = [str(entry) for entry in done.entries]
        return cls(state=done.state, batch_state=done.batch_state, entries=entries)


@strawberry.type
class BreakQuery:
    """Queries of breaks."""

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
        ident = batch_id(batch, "batch")
        listing = Listing(
            f"breaks-{ident}-{state}",
            "settlement.read",
            partial(reads.breaks_page, batch=ident, state=state),
            partial(Break.of, asker=info.context.who().id),
        )
        return await shown(info, listing, ListAsk(first, after, search, sort))


@strawberry.type
class BreakMutation:
    """Mutations of breaks."""

    propose_disposition = mutation(
        propose.propose_disposition, "Propose what becomes of breaks.", shows=DispositionsProposed.of
    )
    approve_disposition = mutation(
        decide.approve_dispositions,
        "Approve a colleague's dispositions; changes of cost are posted.",
        name="approve_disposition",
        shows=DispositionsDecided.of,
    )
    return_disposition = mutation(
        decide.reject_dispositions,
        "Reject a colleague's dispositions; their breaks are open again.",
        name="return_disposition",
        shows=DispositionsDecided.of,
    )
    withdraw_disposition = mutation(
        undo.withdraw_dispositions,
        "Take one's own proposals back; their breaks are open again.",
        name="withdraw_disposition",
        shows=DispositionsUndone.of,
    )
    propose_undo = mutation(
        undo.propose_undo, "Ask to undo approved dispositions.", shows=DispositionsUndone.of
    )
    approve_undo = mutation(
        undo.approve_undo,
        "Agree to undo dispositions: what was posted is reversed.",
        name="approve_undo",
        shows=DispositionsUndone.of,
    )
    return_undo = mutation(
        undo.return_undo, "Leave dispositions as approved.", name="return_undo", shows=DispositionsUndone.of
    )
