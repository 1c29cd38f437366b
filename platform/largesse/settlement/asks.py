"""What the console's mutations are given, translated into asks of the use cases."""

from datetime import date
from enum import Enum
from typing import Literal

import strawberry

from largesse.faces.scalars import named
from largesse.kernel.ids import parse_id
from largesse.rights.catalogue.supply import PROVIDER
from largesse.settlement.batch_views import BREAK, DISPOSITION
from largesse.settlement.batches.approve import DecideBatch, WithdrawBatch
from largesse.settlement.batches.create import CreateBatch
from largesse.settlement.batches.decide import DecideDispositions
from largesse.settlement.batches.dispose import ProposeDisposition
from largesse.settlement.batches.reconcile import RunMatching
from largesse.settlement.batches.submit import SubmitBatch
from largesse.settlement.export.make import ExportBatch
from largesse.settlement.statement_views import BATCH, STATEMENT
from largesse.settlement.statements.fetch import FetchStatement
from largesse.settlement.statements.load import ReleaseStatement
from largesse.settlement.statements.profiles import SaveProfile

KEY = "Idempotency key, 1 to 128 characters."


@strawberry.enum(description="The three ways to dispose of a break.")
class DispositionKind(Enum):
    """What is paid: theirs, ours, nothing yet."""

    ACCEPT_PROVIDER = "accept_provider"
    SHORT_PAY = "short_pay"
    CARRY_FORWARD = "carry_forward"


@strawberry.enum(description="The files that a batch gives.")
class ExportKind(Enum):
    """XLSX for people, CSV for the general ledger."""

    WORKBOOK = "workbook"
    VOUCHERS = "vouchers"


@strawberry.input(description="Fetch a provider's statement through its plugin.")
class LoadStatementAsk:
    """See ``fetch.FetchStatement``."""

    key: str = named(KEY)
    provider: str = named("The provider, prv_….")
    day: date = named("The provider's day.")

    def to_ask(self) -> FetchStatement:
        """Translate."""
        return FetchStatement(
            key=self.key, provider=parse_id(PROVIDER, self.provider, "provider"), day=self.day
        )


@strawberry.input(description="Load a quarantined statement on a second person's word.")
class ReleaseStatementAsk:
    """See ``load.ReleaseStatement``."""

    key: str = named(KEY)
    statement: str = named("The statement, stm_….")
    reason: str = named("Why, 4 to 500 characters.")

    def to_ask(self) -> ReleaseStatement:
        """Translate."""
        statement = parse_id(STATEMENT, self.statement, "statement")
        return ReleaseStatement(key=self.key, statement=statement, reason=self.reason)


@strawberry.input(description="Save a column mapping as the next version of its name.")
class SaveStatementProfileAsk:
    """See ``profiles.SaveProfile``."""

    key: str = named(KEY)
    body: str = named("The mapping as JSON text.")
    provider: str | None = strawberry.field(
        description="The provider that uses it by default, prv_….", default=None
    )

    def to_ask(self) -> SaveProfile:
        """Translate."""
        provider = parse_id(PROVIDER, self.provider, "provider") if self.provider else None
        return SaveProfile(key=self.key, body=self.body, provider=provider)


@strawberry.input(description="Open a batch.")
class CreateSettlementBatchAsk:
    """See ``create.CreateBatch``."""

    key: str = named(KEY)
    provider: str = named("With whom to settle, prv_….")
    as_of: date = named("Uses up to this business day.")
    currency: str = strawberry.field(description="ISO 4217 code.", default="CNY")
    statements: list[str] = strawberry.field(
        description="Statements, stm_…; none: all loaded ones that no batch has.", default_factory=list
    )

    def to_ask(self) -> CreateBatch:
        """Translate."""
        return CreateBatch(
            key=self.key,
            provider=parse_id(PROVIDER, self.provider, "provider"),
            as_of=self.as_of,
            currency=self.currency,
            statements=tuple(parse_id(STATEMENT, one, "statements") for one in self.statements),
        )


@strawberry.input(description="Match a batch.")
class RunMatchingAsk:
    """See ``reconcile.RunMatching``."""

    key: str = named(KEY)
    batch: str = named("The batch, bch_….")

    def to_ask(self) -> RunMatching:
        """Translate."""
        return RunMatching(key=self.key, batch=parse_id(BATCH, self.batch, "batch"))


@strawberry.input(description="Propose what becomes of breaks.")
class ProposeDispositionAsk:
    """See ``dispose.ProposeDisposition``."""

    key: str = named(KEY)
    breaks: list[str] = named("Breaks of one batch, brk_…, 1 to 500.")
    kind: DispositionKind = named("Which way.")
    reason: str = named("Why, 4 to 500 characters.")

    def to_ask(self) -> ProposeDisposition:
        """Translate."""
        return ProposeDisposition(
            key=self.key,
            breaks=tuple(parse_id(BREAK, one, "breaks") for one in self.breaks),
            kind=self.kind.value,
            reason=self.reason,
        )


@strawberry.input(description="Approve a colleague's dispositions.")
class ApproveDispositionAsk:
    """See ``decide.DecideDispositions``."""

    key: str = named(KEY)
    dispositions: list[str] = named("Dispositions of one batch, dsp_…, 1 to 500; all or none.")
    opinion: str = strawberry.field(description="The second person's words.", default="")

    def to_ask(self) -> DecideDispositions:
        """Translate."""
        return self._asked("approve")

    def _asked(self, decision: Literal["approve", "reject"]) -> DecideDispositions:
        return DecideDispositions(
            key=self.key,
            dispositions=tuple(parse_id(DISPOSITION, one, "dispositions") for one in self.dispositions),
            decision=decision,
            opinion=self.opinion,
        )


@strawberry.input(description="Reject a colleague's dispositions; their breaks are open again.")
class ReturnDispositionAsk(ApproveDispositionAsk):
    """See ``decide.DecideDispositions``."""

    def to_ask(self) -> DecideDispositions:
        """Translate."""
        return self._asked("reject")


@strawberry.input(description="Submit a reconciled batch for approval.")
class SubmitBatchAsk:
    """See ``submit.SubmitBatch``."""

    key: str = named(KEY)
    batch: str = named("The batch, bch_….")

    def to_ask(self) -> SubmitBatch:
        """Translate."""
        return SubmitBatch(key=self.key, batch=parse_id(BATCH, self.batch, "batch"))


@strawberry.input(description="Take one's own submitted batch back.")
class WithdrawBatchAsk:
    """See ``approve.WithdrawBatch``."""

    key: str = named(KEY)
    batch: str = named("The batch, bch_….")

    def to_ask(self) -> WithdrawBatch:
        """Translate."""
        return WithdrawBatch(key=self.key, batch=parse_id(BATCH, self.batch, "batch"))


@strawberry.input(description="Approve a submitted batch.")
class ApproveBatchAsk:
    """See ``approve.DecideBatch``."""

    key: str = named(KEY)
    batch: str = named("The batch, bch_….")
    content_hash: str = named("Hash of the content that was shown.")
    opinion: str = strawberry.field(description="The signer's words.", default="")

    def to_ask(self) -> DecideBatch:
        """Translate."""
        return DecideBatch(
            key=self.key,
            batch=parse_id(BATCH, self.batch, "batch"),
            content_hash=self.content_hash,
            opinion=self.opinion,
        )


@strawberry.input(description="Send a submitted batch back to its maker.")
class ReturnBatchAsk(ApproveBatchAsk):
    """See ``approve.DecideBatch``."""


@strawberry.input(description="Make a file of an approved batch.")
class ExportBatchAsk:
    """See ``make.ExportBatch``."""

    key: str = named(KEY)
    batch: str = named("The batch, bch_….")
    kind: ExportKind = named("Which file.")

    def to_ask(self) -> ExportBatch:
        """Translate."""
        batch = parse_id(BATCH, self.batch, "batch")
        return ExportBatch(key=self.key, batch=batch, kind=self.kind.value)
