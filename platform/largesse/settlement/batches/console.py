"""Batches on the console face: opened, matched, submitted, decided."""

from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.ids import parse_id, text_id
from largesse.settlement.batches import (
    approve,
    create,
    left_out,
    members,
    reads,
    reconcile,
    submit,
    supersede,
    void,
)
from largesse.settlement.batches.views import Batch
from largesse.settlement.ids import BATCH, STATEMENT


def batch_id(ident: str, path: str = "id") -> UUID:
    """Read a batch's id, or the bare UUID under which an approval names its subject."""
    try:
        return UUID(ident)
    except ValueError:
        return parse_id(BATCH, ident, path)


@strawberry.type(description="A batch moved.")
class BatchMoved:
    """Where it stands now."""

    id: str = named("Id of the batch, bch_….")
    state: str = named("Its state.")
    entry: str | None = strawberry.field(description="The entry of what is payable.", default=None)

    @classmethod
    def of(cls, decided: approve.BatchDecided) -> "BatchMoved":
        entry = None if decided.entry is None else str(decided.entry)
        return cls(id=text_id(BATCH, decided.batch), state=decided.state, entry=entry)

    @classmethod
    def opened(cls, made: create.BatchCreated) -> "BatchMoved":
        """Show a batch that was just opened."""
        return cls(id=text_id(BATCH, made.batch), state="draft")

    @classmethod
    def changed(cls, done: members.BatchChanged | left_out.ScopeChanged | void.BatchVoided) -> "BatchMoved":
        """Show where a batch stands after it gained, lost or let go of what it holds."""
        return cls(id=text_id(BATCH, done.batch), state=done.state)


@strawberry.type(description="A batch was matched.")
class MatchingRun:
    """What the run found."""

    id: str = named("Id of the batch, bch_….")
    state: str = named("matched or reconciled.")
    matches: int = named("Pairs that agree.")
    breaks: int = named("Differences.")
    run_hash: str = named("Hash of the input.")
    result_hash: str = named("Hash of the result; equal input gives an equal result.")

    @classmethod
    def of(cls, ran: reconcile.Matched) -> "MatchingRun":
        return cls(
            id=text_id(BATCH, ran.batch),
            state=ran.state,
            matches=ran.matches,
            breaks=ran.breaks,
            run_hash=ran.run_hash,
            result_hash=ran.result_hash,
        )


@strawberry.type(description="A batch was submitted.")
class BatchSubmitted:
    """Its approval."""

    id: str = named("Id of the batch, bch_….")
    approval: str = named("Id of the approval, apv_….")
    content_hash: str = named("What is signed.")

    @classmethod
    def of(cls, done: submit.BatchSubmitted) -> "BatchSubmitted":
        approval = text_id(APPROVAL, done.approval)
        return cls(id=text_id(BATCH, done.batch), approval=approval, content_hash=done.content_hash)


@strawberry.type(description="A statement counts no more.")
class StatementSuperseded:
    """The statement."""

    id: str = named("Id of the statement, stm_….")
    state: str = named("superseded.")
    revived: int = named("Lines of it that count now in another file.")

    @classmethod
    def of(cls, done: supersede.StatementSuperseded) -> "StatementSuperseded":
        return cls(id=text_id(STATEMENT, done.statement), state=done.state, revived=done.revived)


@strawberry.type
class BatchQuery:
    """Queries of batches."""

    batches: Connection[Batch] = list_by_state(
        "settlement-batches",
        "settlement.read",
        reads.batches_page,
        Batch.of,
        "Batches within reach. state: one, or open for any before approval."
        " sort: createdAt, number, asOf, state, netPayable.",
    )

    @strawberry.field(description="One batch by id (bch_…) or as an approval's subject; null when missing.")
    @missing_as_null
    async def batch(self, info: Info, id: str) -> Batch | None:  # noqa: A002 - the face's name
        """Show one batch."""
        actor = info.context.who()
        actor.must("settlement.read")
        async with info.context.work.read() as read:
            row = await reads.batch_details(read, actor, batch_id(id))
        return Batch.of(row, info.context.locale) if row else None


@strawberry.type
class BatchMutation:
    """Mutations of batches."""

    create_settlement_batch = mutation(
        create.create_batch,
        "Open a batch over loaded statements.",
        name="create_settlement_batch",
        shows=BatchMoved.opened,
    )
    run_matching = mutation(
        reconcile.run_matching,
        "Match a batch; matching again never overrides a decision.",
        shows=MatchingRun.of,
    )
    submit_batch = mutation(
        submit.submit_batch, "Submit a reconciled batch; its content is frozen.", shows=BatchSubmitted.of
    )
    withdraw_batch = mutation(
        approve.withdraw_batch, "Take one's own submitted batch back.", shows=BatchMoved.of
    )
    approve_batch = mutation(
        approve.approve_batch, "Approve a submitted batch; what is payable is posted.", shows=BatchMoved.of
    )
    return_batch = mutation(
        approve.return_batch, "Send a submitted batch back to its maker.", shows=BatchMoved.of
    )
    void_batch = mutation(
        void.void_batch,
        "Void a batch that is not submitted; all it held is free for another one.",
        shows=BatchMoved.changed,
    )
    add_statement = mutation(
        members.add_statement,
        "Put a loaded statement into an open batch.",
        name="add_statement",
        shows=BatchMoved.changed,
    )
    remove_statement = mutation(
        members.remove_statement,
        "Take a statement out of an open batch.",
        name="remove_statement",
        shows=BatchMoved.changed,
    )
    leave_out = mutation(
        left_out.leave_out,
        "Leave lines and items out of an open batch; the next one may settle them.",
        shows=BatchMoved.changed,
    )
    bring_back = mutation(
        left_out.bring_back,
        "Bring lines and items back that were left out of an open batch.",
        shows=BatchMoved.changed,
    )
    supersede_statement = mutation(
        supersede.supersede_statement,
        "Let a loaded statement count no more, because its provider has corrected it.",
        shows=StatementSuperseded.of,
    )
