"""Several processes at once, and one that is killed: never oversold, never granted twice, never lost."""

import asyncio
import json
import os
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from tests.flows.play.test_teams import HELPED, Circle, quorum
from tests.flows.play.test_vocabulary import NOTHING, QUIZ, TEA, VISITED, play, questions
from tests.kit import ready
from tests.kit.waiting import eventually_here

from largesse.kernel.clock import now
from largesse.rights.batches.content import ProposeBatch
from largesse.rights.batches.decide import DecideBatch, approve_batch
from largesse.rights.batches.propose import propose_batch

RACER = Path(__file__).with_name("racer.py")
PLAYS, STOCK, PROCESSES = 6_400, 1_000, 3


def everyone_wins(document):
    """Give tea to everyone until it is gone."""
    play = document["plays"][0]
    outcome = {"id": "tea", "title": {"zh-CN": "岩茶礼盒"}, "effects": [{"do": "grant", "right": "tea"}]}
    play |= {"cost": {"kind": "none"}, "decide": {"op": "certain", "outcome": outcome}, "limits": []}
    play.pop("chances")
    document["limits"] = []
    document["budget"]["cap_minor"] = 10_000_000
    document["audience"]["rule"] = {"op": "always"}


def stocked(stock: int) -> dict[str, dict]:
    """Give a play of each operator whose stock can run out while clients take part, with so many of each."""
    tea, sorry = {**TEA, "stock": stock}, {**NOTHING, "id": "sorry"}
    cards = [{"id": one, "title": {"zh-CN": one}, "ppm": 500_000} for one in "ab"]
    places = [{"id": one, "title": {"zh-CN": one}, "n": stock} for one in ("hall", "terrace")]
    return {
        "certain": {"op": "certain", "outcome": tea},
        "weighted": {"op": "weighted", "items": [{**tea, "ppm": 1_000_000}], "fallback": sorry},
        "urn": {"op": "urn", "items": [{"n": stock, "outcome": TEA}, {"n": stock, "outcome": NOTHING}]},
        "first-come": {"op": "first_come", "stock": stock, "outcome": TEA},
        "answer": QUIZ | {"outcome": tea},
        "threshold": {"op": "threshold", "state": "visits", "steps": [{"at": 1, "outcome": tea}]},
        "streak": {"op": "streak", "outcome": tea, "steps": []},
        "set-complete": {"op": "set_complete", "items": cards, "outcome": tea},
        "pick": {"op": "pick", "places": places, "outcome": TEA},
        "quorum": quorum(
            1, **{side: {**TEA, "id": side, "stock": stock // 2} for side in ("leader", "each")}
        ),
    }


SAID = {"answer": {"q1": ["a"], "q2": ["a", "c"]}, "pick": {"place": ["hall"]}}


def each_operator(decides):
    """Play what is decided so; a visit moves what the threshold asks for, friends make teams whole."""

    def change(document):
        everyone_wins(document)
        visit = play("visit", {**NOTHING, "effects": [VISITED]})
        more = {"answer": {"asks": questions()}, "quorum": {"on": HELPED, "share": {"window_hours": 48}}}
        named = [
            {**play(name, NOTHING), "decide": decide, **more.get(name, {})}
            for name, decide in decides.items()
        ]
        document["plays"] = [visit, *named]
        document["states"] = [{"id": "visits", "kind": "counter", "scope": "client", "reset": "never"}]
        document["pages"][0]["nodes"] = [
            node for node in document["pages"][0]["nodes"] if "play" not in node.get("props", {})
        ]

    return change


async def thousand(fair, change=everyone_wins, total=STOCK) -> dict:
    """Put a batch of a thousand into the register."""
    ask = ProposeBatch(
        key="thousand",
        code="B-THOUSAND",
        title={"zh-CN": "千份"},
        sku=fair.known["sku.tea"],
        budget=fair.known["budget.autumn"],
        total=total,
        starts_at=now() - timedelta(minutes=1),
        ends_at=now() + timedelta(days=20),
    )
    made = await propose_batch(ask, actor=fair.who("designer"), work=fair.house.work)
    content = await fair.house.value("select content_hash from rights_batch where id = $1", made.batch)
    sign = DecideBatch(key="sign", batch=made.batch, content_hash=content, opinion="同意")
    await approve_batch(sign, actor=fair.who("branch"), work=fair.house.work)
    return fair.document(change, tea=made.batch)


class Racer:
    """A process that races, and what it says line by line."""

    script = RACER

    def __init__(self, fair, slug: str, people: Path, first: int, last: int) -> None:
        """Start it."""
        heard, said = os.pipe()
        with os.fdopen(said, "wb") as out:
            self.process = ready.start(
                self.script, fair.house.dsn, slug, people, first, last, env=os.environ, said=(out, None)
            )
        self._heard = os.fdopen(heard, "rb")

    def line(self) -> list[str]:
        """Wait for the next line; empty once it has ended."""
        return self._heard.readline().decode().split()

    def finished(self) -> list[list[str]]:
        """Give the answers that it still wrote down, whole lines only."""
        with self._heard as heard:
            lines = [line.split() for line in heard.read().decode().splitlines()]
        self.process.wait(60)
        return [line for line in lines if len(line) == 3 and line[0].isdigit()]


async def ended(racer: Racer) -> list[list[str]]:
    """Wait for its end and give its answers."""
    return await asyncio.to_thread(racer.finished)


async def links(fair) -> list[int]:
    """Give who is connected to the house's database."""
    rows = await fair.house.rows("select pid from pg_stat_activity where datname = current_database()")
    return [row["pid"] for row in rows]


async def nobody_but(fair, ours: list[int]) -> bool:
    """Say whether what a killed process had under way has ended: its connections are closed."""
    sql = (
        "select not exists (select from pg_stat_activity where datname = current_database()"
        " and pid <> all($1::int[]) and pid <> pg_backend_pid())"
    )
    return await fair.house.value(sql, ours)


def written(folder: Path, clients, plays=("wheel",)) -> Path:
    """Write down who races in which plays."""
    race = folder / "race.json"
    wanted = {"clients": [str(one.id) for one in clients], "plays": {one: SAID.get(one, {}) for one in plays}}
    race.write_text(json.dumps(wanted))
    return race


async def paired(ring: Circle, clients) -> None:
    """Let each of one half share and one of the other half help him."""
    half = len(clients) // 2

    async def pair(leader, friend):
        await ring.help(friend, await ring.share(leader, play="quorum"))

    await asyncio.gather(*map(pair, clients[:half], clients[half:]))


async def raced(fair, slug, race: Path, count: int, processes=PROCESSES) -> list[list[str]]:
    """Let some processes share so many plays; gives what each was told: its number, outcome, draw."""
    share = count // processes + 1
    racers = [Racer(fair, slug, race, n * share, min(count, (n + 1) * share)) for n in range(processes)]
    return [line for lines in await asyncio.gather(*map(ended, racers)) for line in lines]


async def check_books(fair, activity, total=STOCK) -> int:
    """Everything an activity left behind adds up; gives the number of plays."""
    books = await fair.books(activity)
    assert books["draws"] == books["chances"] == books["receipts"] == books["all_receipts"]
    assert books["rights"] == books["prizes"]
    (batch,) = await fair.house.rows("select * from rights_batch where code = 'B-THOUSAND'")
    assert batch["issued"] == books["rights"]
    assert batch["free"] + batch["held"] + batch["issued"] == total
    assert await fair.house.value("select reserved_minor from rights_budget") == 9_900 * books["rights"]
    told = "select count(*) from store_outbox where topic = 'rights.entitlement_granted.v1'"
    assert await fair.house.value(told) == books["rights"]
    return books["draws"]


@pytest.mark.slow
async def test_six_thousand_race_in_three_processes_for_a_thousand_and_exactly_a_thousand_win(fair, tmp_path):
    slug, activity = await fair.publish(await thousand(fair))
    told = await raced(fair, slug, written(tmp_path, await fair.clients(640)), PLAYS)
    assert len(told) == PLAYS
    assert len([line for line in told if line[1] == "win"]) == STOCK
    assert {line[1] for line in told} == {"win", "play.gifts_gone"}
    assert await check_books(fair, activity) == STOCK


@pytest.mark.slow
async def test_a_process_killed_in_the_middle_loses_nothing_and_grants_nothing_twice(fair, tmp_path):
    slug, activity = await fair.publish(await thousand(fair))
    people = written(tmp_path, await fair.clients(900))
    dice = random.Random(20260921)
    heard: dict[str, str] = {}
    for _ in range(4):
        ours = await links(fair)
        racer = Racer(fair, slug, people, 0, 900)
        lines = []
        stop_after = dice.randrange(1, 250)
        while len(lines) < stop_after and (line := await asyncio.to_thread(racer.line)):
            lines += [line]
        racer.process.kill()
        lines += await ended(racer)
        for n, _, draw in (line for line in lines if len(line) == 3 and line[0].isdigit()):
            assert heard.setdefault(n, draw) == draw
        await eventually_here(lambda ours=ours: nobody_but(fair, ours))
        assert await check_books(fair, activity) >= len(heard)
    lines = await ended(Racer(fair, slug, people, 0, 900))
    assert len(lines) == 900
    assert all(heard.get(n, draw) == draw for n, _, draw in lines)
    assert await check_books(fair, activity) == 900


@pytest.mark.slow
async def test_of_each_operators_stock_exactly_as_many_are_given_as_there_are(fair, tmp_path):
    """``LARGESSE_RACE=1000`` races for a thousand of each; the short race has all the same in it."""
    stock = int(os.environ.get("LARGESSE_RACE", "50"))
    decides = stocked(stock)
    total = stock * len(decides)
    await fair.house.run("update rights_budget set cap_minor = greatest(cap_minor, $1)", 9_900 * total)
    document = await thousand(fair, each_operator(decides), total)
    document["budget"]["cap_minor"] = 9_900 * total
    slug, activity = await fair.publish(document)
    plays = ["visit", *decides]
    clients = await fair.clients(stock * 32 // 10)
    await paired(Circle(fair, slug, activity), clients)
    people = written(tmp_path, clients, plays)
    tries = stock * 64 // 10 * len(plays)
    told = await raced(fair, slug, people, tries, 2)
    assert len(told) == tries
    met = Counter((plays[int(n) % len(plays)], outcome) for n, outcome, _ in told)
    assert {name: met[name, "win"] for name in decides} == dict.fromkeys(decides, stock), met
    gone = {"play.gifts_gone", "play.nothing_left", "play.all_taken", "play.place_taken", "fallback"}
    assert all(any(met[name, one] for one in gone) for name in decides), met
    pools = await fair.house.rows(
        "select key, used from play_pool where activity = $1 and key not like '%budget%'", activity
    )
    assert all(one["used"] <= stock for one in pools), pools
    books = await fair.books(activity)
    assert books["rights"] == total == books["prizes"]
    assert books["draws"] == books["chances"] == books["receipts"]
    assert await fair.house.value("select free from rights_batch where code = 'B-THOUSAND'") == 0
    assert await fair.house.value("select reserved_minor from rights_budget") == 9_900 * total
