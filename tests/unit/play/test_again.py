"""Used-up chances say when there is one again, and carried ones count calendar weeks."""

from dataclasses import replace
from datetime import datetime

import pytest
from tests.unit.play.test_attempt import CLIENT, plan

from largesse.play.chances.chances import Standing, again_at, chances_left

NEW = Standing(CLIENT)


def at(text):
    return datetime.fromisoformat(f"{text}+08:00")


def weekly(document, starts="2026-11-23T00:00:00+08:00"):
    document["window"].update(start=starts, end="2027-02-01T00:00:00+08:00")
    play = document["plays"][0]
    play["chances"] = {"period": "week", "units": 1, "carry_over": True}
    play["limits"] = []


def daily(units, limit=None):
    def change(document):
        document["window"].update(start="2026-09-01T00:00:00+08:00", end="2026-09-30T12:00:00+08:00")
        play = document["plays"][0]
        play["chances"] = {"period": "day", "units": units}
        play["limits"] = [] if limit is None else [limit]

    return change


@pytest.mark.parametrize("starts", ["2026-11-23", "2026-11-24", "2026-11-29"])
def test_a_chance_a_week_that_is_carried_over_counts_calendar_weeks(starts):
    wheel = plan(lambda d: weekly(d, f"{starts}T00:00:00+08:00"))
    left = {
        day: chances_left(wheel, NEW, at(f"{day}T12:00:00"))
        for day in ("2026-11-29", "2026-11-30", "2026-12-07")
    }
    assert left == {"2026-11-29": 1, "2026-11-30": 2, "2026-12-07": 3}


def test_the_week_turns_at_the_monday_midnight_of_the_activity():
    wheel = plan(weekly)
    assert chances_left(wheel, NEW, at("2026-11-29T23:59:59")) == 1
    assert chances_left(wheel, NEW, at("2026-11-30T00:00:00")) == 2


def test_a_chance_that_is_used_comes_again_with_the_next_day():
    wheel, now = plan(daily(1)), at("2026-09-20T18:00:00")
    used = {"wheel/chance": ("2026-09-20", 1)}
    assert again_at(wheel, Standing(CLIENT, tallies=used), now) == at("2026-09-21T00:00:00")
    assert again_at(wheel, NEW, now) is None


def test_a_chance_that_would_come_after_the_end_comes_no_more():
    wheel = plan(daily(1))
    assert (
        again_at(
            wheel, Standing(CLIENT, tallies={"wheel/chance": ("2026-09-30", 1)}), at("2026-09-30T10:00:00")
        )
        is None
    )


def test_the_later_of_two_limits_decides_when_there_is_one_again():
    weekly_limit = {"count": "attempt", "scope": "client", "period": "week", "max": 2, "on_exceed": "reject"}
    wheel, now = plan(daily(1, weekly_limit)), at("2026-09-16T18:00:00")
    used = {"wheel/chance": ("2026-09-16", 1), "wheel/attempt/week": ("2026-09-14", 2)}
    assert again_at(wheel, Standing(CLIENT, tallies=used), now) == at("2026-09-21T00:00:00")


def test_a_limit_that_never_begins_again_says_so():
    once = {"count": "attempt", "scope": "client", "period": "activity", "max": 2, "on_exceed": "reject"}
    wheel, now = plan(daily(1, once)), at("2026-09-16T18:00:00")
    used = {"wheel/chance": ("2026-09-16", 1), "wheel/attempt/activity": ("", 2)}
    assert again_at(wheel, Standing(CLIENT, tallies=used), now) is None
    assert again_at(replace(wheel, attempts=()), Standing(CLIENT, tallies=used), now) == at(
        "2026-09-17T00:00:00"
    )


def test_a_prize_is_called_by_its_rights_own_name_and_a_loss_by_its_own():
    wheel = plan()
    assert wheel.choice("lounge").title == {"zh-CN": "机场贵宾厅单次礼遇", "en": "Airport lounge, one visit"}
    assert wheel.choice("none").title == {"zh-CN": "月色相伴", "en": "Moonlight for company"}
