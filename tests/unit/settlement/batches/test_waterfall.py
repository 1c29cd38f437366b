"""The way from what is billed to what is paid, in every state of a batch."""

import pytest

from largesse.settlement.batches.content import waterfall
from largesse.settlement.batches.tally import Sums


def steps(**sums):
    every = dict.fromkeys(Sums.__dataclass_fields__, 0)
    return {one.step: one.amount_minor for one in waterfall(Sums(**every | sums))}


@pytest.mark.parametrize(
    "sums",
    [
        {"lines_minor": 40_500, "lines_matched_minor": 19_800, "items_matched_minor": 19_800},
        {"lines_minor": 40_500, "lines_matched_minor": 19_800, "items_matched_minor": 19_800,
         "lines_disposed_minor": 20_700, "net_payable_minor": 38_500},
        {"lines_minor": 500, "lines_carried_minor": 500},
        {},
    ],
)  # fmt: skip
def test_the_steps_add_up_to_what_is_payable(sums):
    shown = steps(**{"net_payable_minor": sums.get("items_matched_minor", 0)} | sums)
    payable = shown.pop("payable")
    assert sum(shown.values()) == payable


def test_what_nobody_has_decided_yet_is_a_step_of_its_own_until_somebody_does():
    begun = {"lines_minor": 40_500, "lines_matched_minor": 19_800, "items_matched_minor": 19_800}
    assert steps(**begun, net_payable_minor=19_800)["undecided"] == -20_700
    assert "undecided" not in steps(**begun, lines_disposed_minor=20_700, net_payable_minor=38_500)
