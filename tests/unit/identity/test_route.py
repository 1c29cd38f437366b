"""The route decides alone: who may sign, when a step is full, where a return leads."""

from dataclasses import replace

import pytest

from largesse.identity.approvals.route import (
    Case,
    NoSeat,
    NotPending,
    OpinionRequired,
    OwnWork,
    Person,
    ReturnStepUnknown,
    Signature,
    SignedAlready,
    Step,
    after,
    check_words,
    complete,
    seat_for,
)
from largesse.kernel.ids import new_id

MAKER, ANN, BEN, CAT = (new_id() for _ in range(4))
FIRST = Step(1, frozenset({"approver_branch"}))
SECOND = Step(2, frozenset({"approver_head"}), level="head_office", opinion_required=True)
CASE = Case(MAKER, "sha256:aa", "pending", 1, (FIRST, SECOND))


def person(ident, role="approver_branch", level="branch", *, reaches=True):
    return Person(ident, frozenset({role}), level, reaches=reaches)


def signed(ident, step=1, hand=None, decision="approve"):
    return Signature(step, ident, hand or ident, decision)


def test_one_of_the_role_takes_his_own_seat():
    assert seat_for(CASE, person(ANN)) == person(ANN)


@pytest.mark.parametrize(
    "stranger",
    [person(ANN, role="designer"), person(ANN, reaches=False)],
    ids=["other role", "out of reach"],
)
def test_a_stranger_has_no_seat(stranger):
    with pytest.raises(NoSeat):
        seat_for(CASE, stranger)


def test_a_level_narrows_the_role():
    at_head = replace(CASE, step=2)
    with pytest.raises(NoSeat):
        seat_for(at_head, person(ANN, "approver_head", "branch"))
    assert seat_for(at_head, person(ANN, "approver_head", "head_office"))


def test_a_named_signer_needs_no_role():
    named = replace(CASE, steps=(replace(FIRST, seated=frozenset({ANN})), SECOND))
    assert seat_for(named, person(ANN, "designer", reaches=False)).id == ANN


def test_a_step_of_named_people_only_has_no_seat_for_the_role():
    only_named = replace(CASE, steps=(replace(FIRST, need=0, seated=frozenset({BEN})), SECOND))
    with pytest.raises(NoSeat):
        seat_for(only_named, person(ANN))


def test_the_maker_signs_neither_himself_nor_through_another():
    with pytest.raises(OwnWork):
        seat_for(CASE, person(MAKER))
    with pytest.raises(NoSeat):
        seat_for(CASE, person(ANN, "designer"), [person(MAKER)])


def test_a_hand_uses_the_seat_of_the_one_who_handed_over():
    assert seat_for(CASE, person(ANN, "designer"), [person(BEN)]).id == BEN


def test_whoever_acted_as_seat_or_as_hand_acts_no_more():
    for before in (signed(ANN), signed(BEN, hand=ANN)):
        with pytest.raises(SignedAlready):
            seat_for(replace(CASE, signatures=(before,)), person(ANN))
    used = replace(CASE, signatures=(signed(BEN),))
    with pytest.raises(NoSeat):
        seat_for(used, person(ANN, "designer"), [person(BEN)])


def test_a_closed_case_is_not_signed():
    for state in ("approved", "returned", "withdrawn"):
        with pytest.raises(NotPending):
            seat_for(replace(CASE, state=state), person(ANN))


def test_a_step_is_full_with_its_quorum_and_everybody_named():
    two = replace(FIRST, need=2, seated=frozenset({CAT}))
    assert not complete(two, [signed(ANN), signed(BEN)])
    assert not complete(two, [signed(ANN), signed(CAT)])
    assert not complete(two, [signed(ANN), signed(BEN, decision="return"), signed(CAT)])
    assert not complete(two, [signed(ANN), signed(BEN, step=2), signed(CAT)])
    assert complete(two, [signed(ANN), signed(BEN), signed(CAT)])


def test_the_case_walks_step_by_step_to_approved():
    two = replace(CASE, steps=(replace(FIRST, need=2), SECOND))
    assert after(two, signed(ANN)) == ("pending", 1)
    assert after(replace(two, signatures=(signed(ANN),)), signed(BEN)) == ("pending", 2)
    assert after(replace(CASE, step=2), signed(CAT, step=2)) == ("approved", 2)


def test_a_return_goes_to_the_maker_or_to_the_named_step():
    back = signed(CAT, step=2, decision="return")
    assert after(replace(CASE, step=2), back) == ("returned", 2)
    assert after(replace(CASE, step=2), back, return_to=1) == ("pending", 1)


def test_words_must_fit_the_step():
    check_words(CASE, "approve", "", None)
    check_words(replace(CASE, step=2), "return", "再核一次", 1)
    for case, decision, opinion in ((CASE, "return", " "), (replace(CASE, step=2), "approve", "")):
        with pytest.raises(OpinionRequired):
            check_words(case, decision, opinion, None)
    for case, decision, to in (
        (CASE, "return", 1),
        (replace(CASE, step=2), "approve", 1),
        (CASE, "return", 0),
    ):
        with pytest.raises(ReturnStepUnknown):
            check_words(case, decision, "意见", to)
