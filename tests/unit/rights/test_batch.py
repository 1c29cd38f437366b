"""Where an issue batch may go from where it stands."""

import pytest

from largesse.kernel.ids import new_id
from largesse.rights.batches.batch import (
    PENDING,
    BatchStep,
    BatchWrongState,
    after_signature,
    after_step,
    expect_pending,
)

STATES = ("draft", PENDING, "active", "paused", "stopped", "settled", "voided")
STEPS = {
    BatchStep.PAUSE: {"active": "paused"},
    BatchStep.RESUME: {"paused": "active"},
    BatchStep.STOP: {"active": "stopped", "paused": "stopped"},
}


@pytest.mark.parametrize("step", BatchStep)
@pytest.mark.parametrize("state", STATES)
def test_a_batch_is_steered_only_along_its_steps(step, state):
    if (after := STEPS[step].get(state)) is not None:
        assert after_step(state, step) == after
        return
    with pytest.raises(BatchWrongState) as no:
        after_step(state, step)
    assert no.value.state == state


@pytest.mark.parametrize(
    ("approval", "batch"), [("approved", "active"), ("returned", "draft"), ("pending", PENDING)]
)
def test_a_batch_follows_its_approval(approval, batch):
    assert after_signature(approval) == batch


@pytest.mark.parametrize("state", sorted(set(STATES) - {PENDING}))
def test_only_a_batch_that_waits_is_decided(state):
    with pytest.raises(BatchWrongState):
        expect_pending(state, new_id())


def test_a_batch_that_waits_names_its_approval():
    approval = new_id()
    assert expect_pending(PENDING, approval) == approval
