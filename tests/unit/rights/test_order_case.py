"""What can safely be done with an order, by how it stands; what cannot says why."""

from dataclasses import replace

import pytest

from largesse.rights.order_queue.case import AGAINST, OrderActUnsafe, Standing, acts, expect

WAITS = Standing(state="created", paused=False, waits=True, newest=True, more=True)


def why(order: Standing) -> dict[str, str]:
    return {act: reason for act, against in AGAINST.items() if (reason := against(order))}


def test_what_was_not_sent_can_be_sent_given_to_another_or_given_up():
    assert acts(WAITS) == ["send", "reroute", "give_up", "note"]
    assert why(WAITS) == {"ask": "not_sent", "done": "not_sent", "close": "open"}
    alone = replace(WAITS, more=False, paused=True)
    assert acts(alone) == ["give_up", "note"]
    assert (why(alone)["send"], why(alone)["reroute"]) == ("paused", "no_offer")
    assert why(replace(WAITS, nobody=True))["send"] == "no_city"


@pytest.mark.parametrize("state", ["submitted", "unknown", "accepted"])
def test_what_may_have_been_done_is_asked_after_or_settled_and_never_ordered_again(state):
    sent = replace(WAITS, state=state)
    assert acts(sent) == ["ask", "done", "note"]
    assert {why(sent)[act] for act in ("send", "reroute", "give_up")} == {"maybe_done"}
    assert why(replace(sent, waits=False))["done"] == "over"


def test_what_failed_is_ordered_again_only_while_the_right_waits_and_nothing_else_serves_it():
    failed = replace(WAITS, state="failed")
    assert acts(failed) == ["reroute", "done", "close", "note"]
    assert acts(replace(failed, newest=False)) == ["close", "note"]
    assert why(replace(failed, newest=False))["reroute"] == "other_live"
    assert why(replace(failed, waits=False))["reroute"] == "over"


@pytest.mark.parametrize(("state", "reason"), [("completed", "served"), ("rerouted", "answered")])
def test_what_is_over_is_only_closed(state, reason):
    over = replace(WAITS, state=state)
    assert acts(over) == ["close", "note"]
    assert why(over)["done"] == reason
    with pytest.raises(OrderActUnsafe) as unsafe:
        expect(over, "reroute")
    assert unsafe.value.why == reason


def test_a_clock_is_stopped_while_it_runs_and_goes_on_unless_the_pause_is_the_providers():
    assert "pause" in acts(replace(WAITS, sla_state="running"))
    assert "resume" in acts(replace(WAITS, sla_state="paused", sla_cause="force"))
    assert not {"pause", "resume"} & set(acts(replace(WAITS, sla_state="paused", sla_cause="provider")))
