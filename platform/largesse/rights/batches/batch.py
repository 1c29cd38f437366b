"""An issue batch: its states, the steps between them, and the content that a second person signs.

Words       pending_approval 待审批 -> active 发行中 <-> paused 暂停 -> stopped 停发; a returned or
            withdrawn one is a draft 草稿 until it is proposed again under its code
Invariant   nobody approves what he proposed, and approves exactly the content he saw;
            pausing and stopping never touch rights that were given
"""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from largesse.kernel.errors import Missing, Refusal
from largesse.rights.batches.records import BatchId

BATCH = "bat"
DRAFT, PENDING = "draft", "pending_approval"
OVER = ("stopped", "settled", "voided")


class BatchStep(Enum):
    """What to do with a batch."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


_STEPS: dict[BatchStep, tuple[frozenset[str], str]] = {
    BatchStep.PAUSE: (frozenset({"active"}), "paused"),
    BatchStep.RESUME: (frozenset({"paused"}), "active"),
    BatchStep.STOP: (frozenset({"active", "paused"}), "stopped"),
}
_SIGNED = {"approved": "active", "returned": DRAFT}


@dataclass(frozen=True)
class BatchMissing(Missing):
    """No such batch within reach."""

    code = "rights.batch_missing"
    batch: UUID


@dataclass(frozen=True)
class BatchWrongState(Refusal):
    """The batch is not in a state that allows this."""

    code = "rights.batch_wrong_state"
    state: str


@dataclass(frozen=True)
class BatchStanding:
    """A batch and where it stands now."""

    batch: BatchId
    state: str


def after_step(state: str, step: BatchStep) -> str:
    """Give where a batch stands after a step.

    Raises:
        BatchWrongState: ``rights.batch_wrong_state``.
    """
    before, after = _STEPS[step]
    if state not in before:
        raise BatchWrongState(state)
    return after


def steps(state: str) -> tuple[BatchStep, ...]:
    """Give the steps that a batch in this state can take."""
    return tuple(step for step, (before, _) in _STEPS.items() if state in before)


def after_signature(approval_state: str) -> str:
    """Give where a batch stands once its approval stands there."""
    return _SIGNED.get(approval_state, PENDING)


def expect_pending(state: str, approval: UUID | None) -> UUID:
    """Give the approval that a batch waits for; refuse one that waits for none.

    Raises:
        BatchWrongState: ``rights.batch_wrong_state``.
    """
    if state != PENDING or approval is None:
        raise BatchWrongState(state)
    return approval
