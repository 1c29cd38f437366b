"""Unknown never becomes success."""

import pytest

from largesse.plugging.calls.outcome import answered, broken, refused, unsent
from largesse.plugging.calls.policy import policy_of
from largesse_sdk import AuthFailed, Declined, OutcomeUnknown, RateLimited, Unavailable

RIGHTS = "rights_provider.v1"


@pytest.mark.parametrize("outcome", ["succeeded", "pending", "failed", "unknown"])
def test_an_answer_says_its_own_outcome(outcome):
    assert answered(RIGHTS, "issue", {"outcome": outcome}).outcome == outcome


@pytest.mark.parametrize(
    "answer", [None, {}, {"outcome": "splendid"}, {"outcome": True}, "succeeded", [], {"vouchers": "x"}]
)
def test_an_answer_that_does_not_say_it_is_unknown(answer):
    assert answered(RIGHTS, "issue", answer).outcome == "unknown"


def test_a_list_is_given_as_items():
    assert answered("settlement_source.v1", "list_statements", []).data == {"items": []}


def test_a_no_is_final_unless_it_may_be_sent_again():
    assert refused("issue", Declined("sold out", code="x.sold_out")).retry_after_s is None
    assert refused("issue", Declined("sold out", code="x.sold_out")).code == "x.sold_out"
    for error in (RateLimited(), Unavailable()):
        no = refused("issue", error)
        assert (no.outcome, no.retry_after_s) == ("failed", 5.0)


def test_who_does_not_know_says_unknown():
    assert refused("issue", OutcomeUnknown()).outcome == "unknown"


@pytest.mark.parametrize("error", [Declined(), AuthFailed(), Unavailable(), RateLimited()])
def test_a_no_to_a_query_leaves_the_order_unknown(error):
    assert refused("query", error).outcome == "unknown"


def test_a_broken_act_is_unknown_and_a_broken_question_may_be_asked_again():
    assert broken(policy_of(RIGHTS, "issue"), "x").outcome == "unknown"
    assert broken(policy_of(RIGHTS, "query"), "x").outcome == "unknown"
    assert broken(policy_of(RIGHTS, "never_heard_of"), "x").outcome == "unknown"
    question = broken(policy_of(RIGHTS, "places"), "x")
    assert (question.outcome, question.retry_after_s) == ("failed", 5.0)


def test_what_never_left_the_house_was_surely_not_done():
    assert unsent("issue", "x", 3.0).outcome == "failed"
    assert unsent("query", "x", 3.0).outcome == "unknown"
