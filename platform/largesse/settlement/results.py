"""What the console's mutations answer: one success type each, or a refusal."""

from typing import Annotated, Any

import strawberry

from largesse.faces.refusals import RefusalType
from largesse.faces.scalars import named
from largesse.kernel.money import Long


@strawberry.type(description="A statement was received.")
class StatementLoaded:
    """What became of it."""

    id: str = named("Id of the statement, stm_….")
    state: str = named("loaded or quarantined.")
    reasons: list[str] = named("Codes of the reasons for quarantine.")
    line_count: int = named("Lines read.")
    overlap_count: int = named("Lines that another file holds already.")


@strawberry.type(description="A column mapping was saved.")
class StatementProfileSaved:
    """The saved version."""

    id: str = named("Id of the mapping, pro_….")
    name: str = named("Its name.")
    version: int = named("Its version.")


@strawberry.type(description="A batch moved.")
class BatchMoved:
    """Where it stands now."""

    id: str = named("Id of the batch, bch_….")
    state: str = named("Its state.")
    entry: str | None = strawberry.field(description="The entry of what is payable.", default=None)


@strawberry.type(description="A batch was matched.")
class MatchingRun:
    """What the run found."""

    id: str = named("Id of the batch, bch_….")
    state: str = named("matched or reconciled.")
    matches: int = named("Pairs that agree.")
    breaks: int = named("Differences.")
    run_hash: str = named("Hash of the input.")
    result_hash: str = named("Hash of the result; equal input gives an equal result.")


@strawberry.type(description="Dispositions were proposed.")
class DispositionsProposed:
    """The proposals."""

    ids: list[str] = named("Ids, dsp_…, in the order of the breaks.")
    pay_minor: Long = named("What they pay together, minor units.")
    adjust_minor: Long = named("By how much they change our books together.")


@strawberry.type(description="Dispositions were decided.")
class DispositionsDecided:
    """Where they stand."""

    state: str = named("approved or rejected.")
    batch_state: str = named("Where the batch stands now.")
    entries: list[str] = named("The entries of what was to be posted.")


@strawberry.type(description="A batch was submitted.")
class BatchSubmitted:
    """Its approval."""

    id: str = named("Id of the batch, bch_….")
    approval: str = named("Id of the approval, apv_….")
    content_hash: str = named("What is signed.")


@strawberry.type(description="A file was made of a batch.")
class BatchExported:
    """The file."""

    file_name: str = named("Name of the file.")
    sha256: str = named("SHA-256 of its bytes; making it again gives the same.")
    size: Long = named("Bytes.")
    url: str = named("Where it is downloaded.")


def _union(name: str) -> Any:
    return strawberry.union(name)


LoadStatementResult = Annotated[StatementLoaded | RefusalType, _union("LoadStatementResult")]
ReleaseStatementResult = Annotated[StatementLoaded | RefusalType, _union("ReleaseStatementResult")]
SaveStatementProfileResult = Annotated[
    StatementProfileSaved | RefusalType, _union("SaveStatementProfileResult")
]
CreateSettlementBatchResult = Annotated[BatchMoved | RefusalType, _union("CreateSettlementBatchResult")]
RunMatchingResult = Annotated[MatchingRun | RefusalType, _union("RunMatchingResult")]
ProposeDispositionResult = Annotated[DispositionsProposed | RefusalType, _union("ProposeDispositionResult")]
ApproveDispositionResult = Annotated[DispositionsDecided | RefusalType, _union("ApproveDispositionResult")]
ReturnDispositionResult = Annotated[DispositionsDecided | RefusalType, _union("ReturnDispositionResult")]
SubmitBatchResult = Annotated[BatchSubmitted | RefusalType, _union("SubmitBatchResult")]
WithdrawBatchResult = Annotated[BatchMoved | RefusalType, _union("WithdrawBatchResult")]
ApproveBatchResult = Annotated[BatchMoved | RefusalType, _union("ApproveBatchResult")]
ReturnBatchResult = Annotated[BatchMoved | RefusalType, _union("ReturnBatchResult")]
ExportBatchResult = Annotated[BatchExported | RefusalType, _union("ExportBatchResult")]
