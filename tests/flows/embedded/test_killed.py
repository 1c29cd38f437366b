"""Web, worker and database are killed in the middle: what was answered is there, and nothing is twice."""

import asyncio
import json
import os
import random
import secrets
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

import asyncpg
import httpx
import pytest
from tests.flows.embedded.conftest import Installation, Process, copied, providers
from tests.kit.books import broken
from tests.kit.waiting import eventually

from largesse.kernel.ids import text_id

pytestmark = pytest.mark.slow
# Which program is killed after how many answers; a long run draws them anew: KILLED=<seed>.
SEED = int(os.environ.get("KILLED", "20261201"))
PROGRAMS = ("worker", "web", "bin/postgres")
PEOPLE, GIFTS = 3, 6
RIGHTS = """
select e.id, e.source_kind, s.fulfil_mode, o.request_id, o.provider_ref, p.slug from rights_entitlement e
join rights_sku s on s.id = e.sku left join rights_order o on o.entitlement = e.id
left join rights_provider p on p.id = o.provider
"""


@dataclass
class Put:
    """One ask under its key, and what it was told; None: nobody answered."""

    face: str
    cookies: httpx.Cookies
    mutation: str
    ask: dict[str, Any]
    told: dict[str, Any] | None = None


@dataclass
class Desk:
    """Everything that was asked of an installation, from several threads."""

    run: Installation
    asked: list[Put] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.run.port}"

    def put(self, one: Put) -> dict[str, Any] | None:
        """Ask; whatever is no answer in words is none."""
        kind = f"{one.mutation[0].upper()}{one.mutation[1:]}Ask"
        success = SUCCESS.get(one.mutation, "")
        text = (
            f"mutation($ask: {kind}!) {{ {one.mutation}(ask: $ask) {{ __typename {success}"
            " ... on Refusal { code } } }"
        )
        try:
            answer = httpx.post(
                f"{self.address}/graphql/{one.face}",
                json={"query": text, "variables": {"ask": one.ask}},
                cookies=one.cookies,
                timeout=30,
            )
            said = answer.json()
        except (httpx.TransportError, ValueError):
            return None
        if answer.status_code != 200 or said.get("errors"):
            return None
        found = said["data"][one.mutation]
        return None if found.get("code") in AGAIN else found

    def asks(self, face: str, cookies: httpx.Cookies, mutation: str, **ask: Any) -> dict[str, Any] | None:
        one = Put(face, cookies, mutation, {"key": secrets.token_hex(8), **ask})
        told = self.put(one)
        with self.lock:
            one.told = told
            self.asked.append(one)
        return told

    def answered(self) -> int:
        with self.lock:
            return sum(1 for one in self.asked if one.told)


SUCCESS = {
    "giveRight": "... on RightGivenType { id }",
    "awardPoints": "... on PointsAwardedType { id }",
    "holdBudget": "... on BudgetHoldMoved { id }",
    "claimRight": "... on RightClaimedType { id state }",
}
AGAIN = {"kernel.contended"}


@contextmanager
def browser(run: Installation) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{run.port}", timeout=30) as client:
        yield client


def signed_in(run: Installation, login: str) -> httpx.Cookies:
    password = json.loads((run.home / "demo.json").read_text())["password"]
    with browser(run) as client:
        text = "mutation($ask: SignInAsk!) { signIn(ask: $ask) { __typename } }"
        ask = {"key": secrets.token_hex(8), "login": f"{login}@demo.bank", "password": password}
        answer = client.post("/graphql/console", json={"query": text, "variables": {"ask": ask}}).json()
        assert answer["data"]["signIn"]["__typename"] != "Refusal", answer
        return client.cookies


def phone_of(run: Installation, number: int) -> tuple[str, httpx.Cookies]:
    """Let a demo client in on a phone; gives his id and the phone's cookies."""
    with browser(run) as client:
        known = client.post("/graphql/client", json={"query": "{ demoClients { id } }"}).json()
        somebody = known["data"]["demoClients"][number]["id"]
        text = "mutation($ask: EnterAsDemoClientAsk!) { enterAsDemoClient(ask: $ask) { __typename } }"
        ask = {"key": secrets.token_hex(8), "client": somebody}
        answer = client.post("/graphql/client", json={"query": text, "variables": {"ask": ask}}).json()
        assert answer["data"]["enterAsDemoClient"]["__typename"] != "Refusal", answer
        return somebody, client.cookies


def rows(run: Installation, sql: str) -> list[dict[str, Any]]:
    async def asked() -> list[dict[str, Any]]:
        link = await asyncpg.connect(dsn(run))
        try:
            return [dict(row) for row in await link.fetch(sql)]
        finally:
            await link.close()

    return asyncio.run(asked())


def dsn(run: Installation) -> str:
    return f"postgresql://largesse@/largesse?host={run.home}/run"


@dataclass(frozen=True)
class Goods:
    """What the operator gives from."""

    batches: dict[str, str]
    budget: str
    kind: str


def goods(run: Installation) -> Goods:
    batches = rows(run, "select id, code from rights_batch")
    (budget,) = rows(run, "select id from rights_budget")
    (kind,) = rows(run, "select id from rights_points_kind")
    return Goods(
        {one["code"]: text_id("bat", one["id"]) for one in batches},
        text_id("bud", budget["id"]),
        text_id("pkn", kind["id"]),
    )


def serve(desk: Desk, staff: httpx.Cookies, known: Goods, number: int) -> None:
    """Give one client rights of every kind, points and money for a plan, and let him claim."""
    dice = random.Random(SEED + number)
    client, phone = phone_of(desk.run, number)
    for _ in range(GIFTS):
        batch = dice.choice(["B-2026-TEA", "B-2026-LOUNGE", "B-2026-GIFT"])
        given = desk.asks(
            "console", staff, "giveRight", batch=known.batches[batch], client=client, reason="生日礼"
        )
        if given and "id" in given:
            desk.asks("client", phone, "claimRight", entitlement=given["id"])
        points = {"pointsKind": known.kind, "client": client, "points": 10 + dice.randrange(90)}
        desk.asks("console", staff, "awardPoints", **points, reason="生日礼")
        until = (datetime.now(UTC) + timedelta(days=3)).isoformat()
        amount = 100 + dice.randrange(900)
        desk.asks(
            "console",
            staff,
            "holdBudget",
            budget=known.budget,
            amountMinor=amount,
            reason="计划",
            expiresAt=until,
        )


def kill(run: Installation, program: str) -> None:
    """Kill one program; it is back before the next is killed."""
    fallen = Process(run.child(program).pid)
    os.kill(fallen.pid, signal.SIGKILL)
    eventually(lambda: not fallen.alive)
    eventually(lambda: run.status() == 200)


def at_rest(run: Installation) -> bool:
    """Tell whether every delivery has ended; what is to be tried again later is tried now."""
    waits = rows(
        run,
        "update store_delivery set due_at = now() where state = 'due' and due_at > now() returning id",
    )
    open_ = rows(
        run,
        "select 1 as x from store_delivery where state in ('due', 'leased')"
        " union all select 1 from store_outbox where relayed_at is null limit 1",
    )
    return not waits and not open_


def supplied(run: Installation, slug: str) -> list[dict[str, Any]]:
    """Read a supplier's own books."""
    login = json.loads((run.home / "demo.json").read_text())
    port = login["supplier_port"] if slug == "lounge" else login["other_ports"][slug]
    key = json.loads((run.home / "supplier" / slug / "partner.json").read_text())["admin_key"]
    head = {"authorization": f"Bearer {key}"}
    return httpx.get(f"http://127.0.0.1:{port}/admin/orders", headers=head, timeout=30).json()["items"]


@pytest.fixture
def known_providers(first):
    """Keep the providers' ports until the installation has ended."""
    with providers(first):
        yield


def test_what_was_answered_is_there_and_what_was_not_is_done_once(known_providers, up, first, home):
    run = up(where=copied(first, home), LARGESSE_LEASE_S="1", LARGESSE_THROTTLE="false").until_greeted()
    desk, staff, known = Desk(run), signed_in(run, "operator"), goods(run)
    before = len(rows(run, RIGHTS))
    dice = random.Random(SEED)
    with ThreadPoolExecutor(PEOPLE) as people:
        work = [people.submit(serve, desk, staff, known, number) for number in range(PEOPLE)]
        for program in dice.sample(PROGRAMS, len(PROGRAMS)):
            enough = desk.answered() + dice.randrange(3, 12)
            eventually(lambda enough=enough: desk.answered() >= enough or all(w.done() for w in work))
            kill(run, program)
        for one in work:
            one.result()
    unanswered = [one for one in desk.asked if one.told is None]
    answered = [one for one in desk.asked if one.told]
    for one in unanswered:
        one.told = eventually(lambda one=one: desk.put(one))
    for one in [*answered, *unanswered]:
        assert desk.put(one) == one.told, one
    eventually(lambda: at_rest(run))
    assert asyncio.run(broken(dsn(run), at_rest=True)) == [], f"again: KILLED={SEED}"
    given = [one for one in desk.asked if one.mutation == "giveRight" and "id" in one.told]
    found = rows(run, RIGHTS)
    assert {one.told["id"] for one in given} <= {text_id("ent", row["id"]) for row in found}
    assert len(found) == before + len(given)
    ordered = [row for row in found if row["request_id"]]
    assert ordered
    for slug in {row["slug"] for row in ordered}:
        theirs = Counter(one["order_no"] for one in supplied(run, slug))
        ours = Counter(row["provider_ref"] for row in ordered if row["slug"] == slug)
        assert theirs == ours
        assert set(ours.values()) == {1}
