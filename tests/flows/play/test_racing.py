"""Several processes at once, and one that is killed: never oversold, never granted twice, never lost."""

import asyncio
import json
import os
import random
from datetime import timedelta
from pathlib import Path

import pytest
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


async def thousand(fair) -> dict:
    """Put a batch of a thousand into the register."""
    ask = ProposeBatch(
        key="thousand",
        code="B-THOUSAND",
        title={"zh-CN": "千份"},
        sku=fair.known["sku.tea"],
        budget=fair.known["budget.autumn"],
        total=STOCK,
        starts_at=now() - timedelta(minutes=1),
        ends_at=now() + timedelta(days=20),
    )
    made = await propose_batch(ask, actor=fair.who("designer"), work=fair.house.work)
    content = await fair.house.value("select content_hash from rights_batch where id = $1", made.batch)
    sign = DecideBatch(key="sign", batch=made.batch, content_hash=content, opinion="同意")
    await approve_batch(sign, actor=fair.who("branch"), work=fair.house.work)
    return fair.document(everyone_wins, tea=made.batch)


class Racer:
    """A process that races, and what it says line by line."""

    def __init__(self, fair, slug: str, people: Path, first: int, last: int) -> None:
        """Start it."""
        heard, said = os.pipe()
        with os.fdopen(said, "wb") as out:
            self.process = ready.start(
                RACER, fair.house.dsn, slug, people, first, last, env=os.environ, said=(out, None)
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


async def check_books(fair, activity) -> int:
    """Everything an activity left behind adds up; gives the number of plays."""
    books = await fair.books(activity)
    assert books["draws"] == books["chances"] == books["receipts"] == books["all_receipts"]
    assert books["rights"] == books["prizes"]
    (batch,) = await fair.house.rows("select * from rights_batch where code = 'B-THOUSAND'")
    assert batch["issued"] == books["rights"]
    assert batch["free"] + batch["held"] + batch["issued"] == STOCK
    assert await fair.house.value("select reserved_minor from rights_budget") == 9_900 * books["rights"]
    told = "select count(*) from store_outbox where topic = 'rights.entitlement_granted.v1'"
    assert await fair.house.value(told) == books["rights"]
    return books["draws"]


@pytest.mark.slow
async def test_six_thousand_race_in_three_processes_for_a_thousand_and_exactly_a_thousand_win(fair, tmp_path):
    slug, activity = await fair.publish(await thousand(fair))
    people = tmp_path / "people.json"
    people.write_text(json.dumps([str(c.id) for c in await fair.clients(640)]))
    share = PLAYS // PROCESSES + 1
    racers = [Racer(fair, slug, people, n * share, min(PLAYS, (n + 1) * share)) for n in range(PROCESSES)]
    told = [line for lines in await asyncio.gather(*map(ended, racers)) for line in lines]
    assert len(told) == PLAYS
    assert len([line for line in told if line[1] == "win"]) == STOCK
    assert {line[1] for line in told} == {"win", "play.gifts_gone"}
    assert await check_books(fair, activity) == STOCK


@pytest.mark.slow
async def test_a_process_killed_in_the_middle_loses_nothing_and_grants_nothing_twice(fair, tmp_path):
    slug, activity = await fair.publish(await thousand(fair))
    people = tmp_path / "people.json"
    people.write_text(json.dumps([str(c.id) for c in await fair.clients(900)]))
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
