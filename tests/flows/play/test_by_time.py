"""What time makes: announced moments, and plays that the clock starts for each client, once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from tests.flows.play.test_vocabulary import TEA, decided
from tests.kit.faces import Asker

from largesse.kernel.ids import new_id, text_id
from largesse.play.groups.ticket import StartsAlone
from largesse.play.plans.begun import NotNow
from largesse.play.schedules import work_off as working
from largesse.play.schedules.again import work_off_again
from largesse.play.schedules.work_off import work_off

ZONE = ZoneInfo("Asia/Shanghai")
GIFT = {"op": "certain", "outcome": TEA}
DAILY = {"kind": "schedule.cron", "every": "day", "time": "00:00"}

DESK = """query ($activity: String!) {
  timedPlays(activity: $activity) { play title byClock moments { at closesAt } }
  occasions(activity: $activity) {
    edges { node { play playTitle day tried played refused { code clients } failed
    askable askedAgain doneAt id } } }
}"""


AGAIN = """mutation ($ask: AskAgainAsk!) {
  askAgain(ask: $ask) { ... on AskedAgain { clients } ... on Refusal { code } }
}"""
FAULT = """
create function fault() returns trigger language plpgsql as $$ begin
  if new.client = any(tg_argv::uuid[]) then raise exception 'a fault for one client'; end if;
  return new;
end $$
"""


def today():
    return datetime.now(ZONE).date()


async def timed(fair, on, decide=GIFT, **play):
    """Bring out a play that the clock starts; it has been out since yesterday."""
    slug, activity = await fair.publish(fair.document(decided(decide, on=on, **play)))
    await fair.house.drain()
    await fair.house.run("update play_timed set since = since - interval '1 day'")
    return slug, activity


async def desk(fair, activity, actor=None):
    """Give what staff sees: the next moments by play, and what was."""
    seen = await Asker(fair.work, actor or fair.who("operator")).asks(DESK, activity=text_id("act", activity))
    return seen["timedPlays"], [one["node"] for one in seen["occasions"]["edges"]]


async def occasions(fair, activity):
    return await fair.house.rows(
        "select day, mark, tried, played, refused, done_at is not null as done from play_occasion"
        " where activity = $1 order by day, mark",
        activity,
    )


async def test_a_play_is_open_in_its_announced_moments_only_and_says_when_the_next_one_is(fair):
    now = datetime.now(UTC).replace(microsecond=0)
    later = now + timedelta(hours=5)
    once = [{"from": later.isoformat(), "to": (later + timedelta(minutes=5)).isoformat()}]
    shut, _ = await fair.publish(fair.document(decided(GIFT, on={"kind": "schedule.at", "once": once})))
    (client,) = await fair.clients(1)
    with pytest.raises(NotNow) as no:
        await fair.play(client, shut)
    assert no.value.retry_at == later
    once.append(
        {"from": (now - timedelta(hours=1)).isoformat(), "to": (now + timedelta(hours=1)).isoformat()}
    )
    there, activity = await fair.publish(
        fair.document(decided(GIFT, on={"kind": "schedule.at", "once": once}))
    )
    assert (await fair.play(client, there)).outcome == "win"
    ((told,), past) = await desk(fair, activity)
    assert (told["byClock"], past) == (False, [])
    assert [datetime.fromisoformat(one["at"]) for one in told["moments"]] == [now - timedelta(hours=1), later]


async def test_the_clock_plays_for_everyone_of_the_audience_once_a_day_and_nobody_can_ask_for_it(fair):
    slug, activity = await timed(fair, DAILY)
    clients = await fair.clients(7)
    await fair.house.run(
        "update audience_customer set blocked = true, blocked_why = 'x' where id = $1", clients[0].id
    )
    with pytest.raises(StartsAlone):
        await fair.play(clients[1], slug)
    await work_off(fair.house.work)
    served = await fair.house.value("select count(*) from audience_customer where not blocked")
    assert await occasions(fair, activity) == [
        {"day": today(), "mark": str(today()), "tried": served, "played": served, "refused": {}, "done": True}
    ]
    await asyncio.gather(work_off(fair.house.work), work_off(fair.house.work))
    books = await fair.books(activity)
    assert (books["draws"], books["rights"]) == (served, served)


async def test_an_occasion_goes_on_where_a_process_ended_and_a_page_that_is_repeated_gives_nothing_twice(
    fair, monkeypatch
):
    monkeypatch.setattr(working, "PAGE", 3)
    _, activity = await timed(fair, DAILY)
    await fair.clients(8)
    count = working.count

    async def killed(*_):
        raise ConnectionResetError

    monkeypatch.setattr(working, "count", killed)
    with pytest.raises(ConnectionResetError):
        await work_off(fair.house.work)
    assert (await fair.books(activity))["draws"] == 3, "the page was played, and its count was lost"
    monkeypatch.setattr(working, "count", count)
    await work_off(fair.house.work)
    (occasion,) = await occasions(fair, activity)
    everyone = await fair.house.value("select count(*) from audience_customer")
    assert (occasion["tried"], occasion["played"], occasion["done"]) == (everyone, everyone, True)
    assert (await fair.books(activity))["rights"] == everyone


async def test_who_is_refused_is_counted_by_why_and_the_others_have_theirs(fair):
    few = {"op": "first_come", "stock": 2, "release": [], "outcome": TEA}
    _, activity = await timed(fair, DAILY, few)
    await fair.clients(4)
    await work_off(fair.house.work)
    (occasion,) = await occasions(fair, activity)
    assert occasion["played"] == 2
    assert occasion["refused"] == {"play.all_taken": occasion["tried"] - 2}
    ((told,), (shown,)) = await desk(fair, activity)
    assert told["byClock"]
    starts = [datetime.fromisoformat(one["at"]).astimezone(ZONE) for one in told["moments"]]
    assert [(one.date() - today()).days for one in starts] == [1, 2, 3, 4, 5]
    assert (shown["day"], shown["tried"], shown["played"]) == (str(today()), occasion["tried"], 2)
    assert shown["refused"] == [{"code": "play.all_taken", "clients": occasion["tried"] - 2}]
    assert shown["failed"] == 0
    assert shown["doneAt"]
    await fair.house.run(
        """update play_occasion set refused = refused || '{"failed": 1}' where activity = $1""", activity
    )
    assert (await desk(fair, activity))[1] == [shown | {"failed": 1}], "a failure is no refusal"
    far = replace(fair.who("operator"), units=frozenset({new_id()}))
    assert await desk(fair, activity, far) == ([], [])


async def asks_again(fair, occasion, actor=None):
    asker = Asker(fair.work, actor or fair.who("operator"))
    return (await asker.asks(AGAIN, ask={"key": new_id().hex, "occasion": occasion}))["askAgain"]


async def test_whom_the_platform_failed_is_noted_and_asked_again_when_staff_says_so_and_once_only(fair):
    few = {"op": "first_come", "stock": 100, "release": [], "outcome": TEA}
    _, activity = await timed(fair, DAILY, few)
    clients = await fair.clients(6)
    hit, for_good = clients[2].id, clients[4].id
    owner = await asyncpg.connect(fair.house.dsn)
    await owner.execute(FAULT)

    async def faulty(*some):
        names = ", ".join(f"'{one}'" for one in some)
        await owner.execute("drop trigger if exists fault on play_draw")
        await owner.execute(
            f"create trigger fault before insert on play_draw for each row execute function fault({names})"
        )

    await faulty(hit, for_good)
    await work_off(fair.house.work)
    _, (shown,) = await desk(fair, activity)
    everyone = shown["tried"]
    assert (shown["played"], shown["failed"], shown["askable"]) == (everyone - 2, 2, 2)
    await work_off_again(fair.house.work)
    assert (await desk(fair, activity))[1] == [shown], "nobody is asked again unless staff says so"

    far = replace(fair.who("operator"), units=frozenset({new_id()}))
    assert await asks_again(fair, shown["id"], far) == {"code": "play.occasion_missing"}
    await faulty(for_good)
    assert await asks_again(fair, shown["id"]) == {"clients": 2}
    assert await asks_again(fair, shown["id"]) == {"code": "play.nobody_failed"}
    _, (waits,) = await desk(fair, activity)
    assert (waits["failed"], waits["askable"], waits["askedAgain"]) == (2, 0, 2)
    await asyncio.gather(work_off_again(fair.house.work), work_off_again(fair.house.work))
    _, (after,) = await desk(fair, activity)
    assert (after["tried"], after["played"], after["failed"]) == (everyone, everyone - 1, 1)
    assert (after["askable"], after["askedAgain"]) == (1, 0)

    await faulty(new_id())
    assert await asks_again(fair, shown["id"]) == {"clients": 1}
    await fair.house.run("update activities_activity set state = 'paused' where id = $1", activity)
    await work_off_again(fair.house.work)
    assert (await desk(fair, activity))[1][0]["askedAgain"] == 1, "a paused activity plays nothing"
    await fair.house.run("update activities_activity set state = 'running' where id = $1", activity)
    await work_off_again(fair.house.work)
    _, (whole,) = await desk(fair, activity)
    assert (whole["played"], whole["failed"], whole["refused"]) == (everyone, 0, [])
    books = await fair.books(activity)
    assert (books["draws"], books["rights"]) == (everyone, everyone)
    await owner.close()


async def test_a_paused_activity_is_not_asked_again(fair):
    _, activity = await timed(fair, DAILY)
    await fair.clients(1)
    await work_off(fair.house.work)
    _, (shown,) = await desk(fair, activity)
    assert await asks_again(fair, shown["id"]) == {"code": "play.nobody_failed"}
    await fair.house.run("update activities_activity set state = 'paused' where id = $1", activity)
    assert await asks_again(fair, shown["id"]) == {"code": "play.not_running"}


async def test_a_paused_activity_waits_and_makes_its_day_up(fair):
    _, activity = await timed(fair, DAILY)
    await fair.clients(2)
    await fair.house.run("update activities_activity set state = 'paused' where id = $1", activity)
    await work_off(fair.house.work)
    assert await occasions(fair, activity) == []
    await fair.house.run("update activities_activity set state = 'running' where id = $1", activity)
    await work_off(fair.house.work)
    (occasion,) = await occasions(fair, activity)
    assert occasion["done"]


async def test_a_birthday_is_met_on_its_day_once_a_year_whatever_is_corrected(fair):
    on = {"kind": "schedule.client_date", "field": "birthday", "time": "00:00"}
    _, activity = await timed(fair, on)
    born, other, private = await fair.clients(3)
    day = today()
    years = (year for year in range(1960, 2000) if (day.month, day.day) != (2, 29) or year % 4 == 0)
    await fair.house.run(
        "update audience_customer set birth_date = $2, personal = id <> $3 where id = any($1)",
        [born.id, private.id],
        day.replace(year=next(years)),
        private.id,
    )
    await fair.house.run(
        "update audience_customer set birth_date = $2 where id = $1", other.id, day - timedelta(400)
    )
    await work_off(fair.house.work)
    rows = await fair.house.rows("select client from play_draw where activity = $1", activity)
    assert [row["client"] for row in rows] == [born.id]


async def test_those_whom_an_employer_pays_have_theirs_on_payday(fair):
    employers = [{"tag": "payroll-a", "day": today().day}, {"tag": "payroll-b", "day": today().day % 28 + 1}]
    _, activity = await timed(
        fair, {"kind": "schedule.payday", "employers": employers, "shift": "none", "time": "00:00"}
    )
    a, b, _ = await fair.clients(3)
    for client, tag in ((a, "payroll-a"), (b, "payroll-b")):
        await fair.house.run("update audience_customer set tags = array[$2] where id = $1", client.id, tag)
    await work_off(fair.house.work)
    rows = await fair.house.rows("select client from play_draw where activity = $1", activity)
    assert [row["client"] for row in rows] == [a.id]
    (occasion,) = await occasions(fair, activity)
    assert occasion["mark"] == f"{today():%Y-%m}"
