"""How risky an attempt is: lists before counts, the strictest first, the same key never twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from largesse.kernel.ids import new_id
from largesse.play.risk.judge import SEEN_MAX, Comer, Rule, Seen, judge

AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
HERE = new_id()


def rule(outcome="hold", **more):
    base = Rule(new_id(), None, "client", "", None, None, outcome, None)
    return replace(base, **more)


def counts(most=2, window_s=60, **more):
    return rule(most=most, window_s=window_s, **more)


def comes(key="k", client="c", address="a", ip="10.1.2.3", activity=HERE):
    return Comer(activity, key, client, "d", address, ip)


def test_no_rule_lets_through():
    assert judge([], comes(), Seen(), AT) is None


def test_one_too_many_in_a_window_is_stopped_and_the_next_window_is_free():
    found, seen = counts(), Seen()
    said = [judge([found], comes(key=str(nr)), seen, AT) for nr in range(4)]
    assert said == [None, None, found, found]
    assert judge([found], comes(key="9"), seen, AT + timedelta(seconds=60)) is None


def test_the_same_key_counts_once():
    found, seen = counts(most=1), Seen()
    assert [judge([found], comes(), seen, AT) for _ in range(5)] == [None] * 5


def test_activities_and_clients_are_counted_apart():
    found, seen = counts(most=1), Seen()
    others = (comes("1"), comes("2", client="e"), comes("3", activity=new_id()))
    assert [judge([found], one, seen, AT) for one in others] == [None] * 3


@pytest.mark.parametrize(
    ("subject", "value", "met"),
    [
        ("client", "c", True),
        ("client", "x", False),
        ("device", "d", True),
        ("address", "10.1.0.0/16", True),
        ("address", "10.2.0.0/16", False),
        ("address", "2001:db8::/32", False),
        ("address", "hmacsha256:x", False),
        ("address", "a", True),
    ],
)
def test_who_is_listed_is_met(subject, value, met):
    found = rule("deny", subject=subject, value=value)
    assert judge([found], comes(), Seen(), AT) is (found if met else None)


def test_an_address_that_nobody_knows_is_on_no_list_and_not_counted():
    found = [rule("deny", subject="address", value="0.0.0.0/0"), counts(most=1, subject="address")]
    nowhere = [comes(key=str(nr), address="", ip="") for nr in range(3)]
    seen = Seen()
    assert [judge(found, one, seen, AT) for one in nowhere] == [None] * 3


def test_whoever_is_let_in_by_a_list_is_neither_counted_nor_denied():
    seen, count = Seen(), counts(most=1)
    some = [rule("allow", value="c"), rule("deny", value="c"), count]
    assert [judge(some, comes(key=str(nr)), seen, AT) for nr in range(3)] == [None] * 3
    assert seen.keys == {}


def test_the_strictest_decides():
    hold, deny = rule("hold", value="c"), rule("deny", subject="device", value="d")
    assert judge([hold, deny], comes(), Seen(), AT) is deny


def test_an_activitys_own_rule_takes_the_place_of_everybodys():
    everybodys, own = counts(most=1), counts(most=3, activity=HERE)
    seen = Seen()
    said = [judge([everybodys, own], comes(key=str(nr)), seen, AT) for nr in range(4)]
    assert said == [None, None, None, own]
    elsewhere = new_id()
    said = [judge([everybodys, own], comes(str(nr), activity=elsewhere), seen, AT) for nr in range(2)]
    assert said == [None, everybodys]


def test_what_has_expired_or_is_of_another_activity_does_not_hold():
    old, other = rule("deny", value="c", expires_at=AT), rule("deny", value="c", activity=new_id())
    assert judge([old, other], comes(), Seen(), AT) is None


def test_what_is_remembered_is_bounded():
    found, seen = counts(), Seen()
    seen.keys = {(new_id(), HERE, str(nr), 1): set() for nr in range(SEEN_MAX)}
    judge([found], comes(), seen, AT)
    assert len(seen.keys) == 1
