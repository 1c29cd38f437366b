"""The short way answers to the byte what the ordinary way answers, and leaves to it whatever is not plain."""

import asyncio
import json
import re
import socket
from contextlib import asynccontextmanager

import pytest
import uvicorn
from redis.asyncio import Redis
from tests.flows.play.test_taking_part import everyone_wins, wheel
from tests.flows.play.test_vocabulary import NOTHING, QUIZ, TEA, VISITED, decided, play, questions
from tests.kit.application import APP

from largesse.activities.lifecycle.run import MoveActivity, pause_activity
from largesse.activities.revisions.decide import ApproveRevision, approve_revision
from largesse.activities.revisions.restock import RestockActivity, restock_activity
from largesse.app import web_routes
from largesse.identity.sessions.sessions import Opening, end_sessions, open_session
from largesse.kernel.settings import CHECKOUT, settings
from largesse.play.groups.fast import mark_of, of_documents
from largesse.play.risk.gate import gate
from largesse.web import throttle
from largesse.web.edge import application
from largesse.web.protocol import bounded
from largesse.web.short import STATE, Short
from largesse.web.throttle import Pace, Throttle

DOCUMENT = (CHECKOUT / "widgets/apps/h5/documents/takePart.graphql").read_text("utf-8")
MARK = mark_of(DOCUMENT)
SECURE = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
CHANGES = re.compile(rb"(?<=date: )[^\r]+|(?<=x-trace-id: )\w+")
_BOOKS = """
select (select count(*) from play_draw) as draws, (select sum(used)::int from play_chance) as chances,
  (select count(*) from store_receipt where use_case = 'play.take_part') as receipts
"""
TWICE = b"accept-language: fr\r\n"


class Watched(Short):
    """The short way, and how often it was gone to its end."""

    taken = 0

    def begin(self, came, tell):
        def told(written):
            self.taken += written is not None
            tell(written)

        return super().begin(came, told)


class Street:
    """A web server of this process, and connections to it."""

    def __init__(self, short: Watched, port: int) -> None:
        self.short, self.port = short, port

    @asynccontextmanager
    async def connected(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            yield reader, writer
        finally:
            writer.close()
            await writer.wait_closed()

    async def asks(self, *requests: bytes) -> list[bytes]:
        """Send requests over one connection, all at once; gives each answer, head and body."""
        async with self.connected() as (reader, writer):
            writer.write(b"".join(requests))
            return [await answer_of(reader) for _ in requests]

    async def opened(self, fair, change, **batches) -> str:
        """Publish an activity that somebody has played already, so that its plan is known here."""
        slug, _ = await fair.publish(fair.document(change, **batches))
        (somebody,) = await fair.clients(1)
        ask = {"key": "first", "activity": slug, "play": "wheel"}
        await self.asks(request(await session(fair, somebody), ask))
        self.short.taken = 0
        return slug

    async def both(self, request: bytes, *, plain: bool = True) -> tuple[int, bytes]:
        """Ask by the short way, then by the other: the answers must be alike; gives status and body."""
        before = self.short.taken
        await gate(APP.work).renew()  # where they are old, an attempt goes the ordinary way
        (short,) = await self.asks(request)
        assert self.short.taken - before == plain
        (ordinary,) = await self.asks(request.replace(b"accept-language", TWICE + b"accept-language", 1))
        assert self.short.taken - before == plain, "a header that comes twice is not plain"
        first, second = (CHANGES.sub(b"*", one) for one in (short, ordinary))
        assert first == second
        head, _, body = short.partition(b"\r\n\r\n")
        return int(head.split()[1]), body


async def answer_of(reader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(re.search(rb"content-length: (\d+)", head)[1])
    return head + await reader.readexactly(length)


def request(token: str, ask: dict, body: dict | None = None, **headers: str) -> bytes:
    """Write a request as a phone sends it."""
    found = body if body is not None else {"id": MARK, "variables": {"ask": ask}}
    content = json.dumps(found).encode()
    prefix = "__Host-" if headers.get("x-forwarded-proto") == "https" else ""
    known = {
        "host": "127.0.0.1",
        "content-type": "application/json",
        "cookie": f"theirs=1; {prefix}lg_client={token}; lg_lang=zh-CN",
        "accept-language": "zh-CN,zh;q=0.9",
        **headers,
        "content-length": str(len(content)),
    }
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in known.items() if value)
    return f"POST /graphql/client HTTP/1.1\r\n{lines}\r\n".encode() + content


async def session(fair, client) -> str:
    async with fair.house.work.job() as tx:
        return await open_session(tx, Opening("client", client.id, "test"))


@pytest.fixture
async def street(fair, monkeypatch):
    """Serve the application by its own protocol, with the document among those that are registered."""
    monkeypatch.setattr("largesse.graphql.asked.registered", lambda _face: {MARK: DOCUMENT})
    compiled = of_documents({MARK: DOCUMENT})
    throttles = {"client": Throttle("client", "lg_client")}
    short = Watched(APP.work, compiled, throttles["client"], settings())

    @asynccontextmanager
    async def lifespan(_app):
        yield {STATE: short}

    routes = web_routes(APP, Redis.from_url("redis://127.0.0.1:1"), throttles)
    config = uvicorn.Config(
        application(routes, lifespan), http=bounded(10), server_header=False, log_level="warning"
    )
    server = uvicorn.Server(config)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listener])
    turning = asyncio.create_task(server.main_loop())
    try:
        yield Street(short, listener.getsockname()[1])
    finally:
        server.should_exit = True
        await turning
        await server.shutdown(sockets=[listener])


async def test_a_play_is_answered_alike_in_every_form_that_is_plain(fair, street):
    slug = await street.opened(fair, wheel)
    forms = [
        {},
        SECURE,
        SECURE | {"origin": "https://127.0.0.1", "connection": "close"},
        {"x-locale": "en", "user-agent": "Mozilla/5.0"},
        {"accept": "application/graphql-response+json"},
        {"accept": "text/html, */*;q=0.1", "content-type": "application/json; charset=utf-8"},
        {"traceparent": f"00-{'a' * 32}-{'b' * 16}-01", "cookie": "", "x-locale": "en"},
    ]
    for nr, (client, headers) in enumerate(zip(await fair.clients(len(forms)), forms, strict=True)):
        token = await session(fair, client)
        more = {**headers, "cookie": f"lg_client={token}"} if "cookie" in headers else headers
        ask = {"key": f"k-{nr}", "activity": slug, "play": "wheel"}
        status, body = await street.both(request(token, ask, **more))
        assert (status, json.loads(body)["data"]["takePart"]["__typename"]) == (200, "Played")
    count = 1 + len(forms)
    assert await fair.house.rows(_BOOKS) == [{"draws": count, "chances": count, "receipts": count}]


async def test_every_refusal_is_told_alike(fair, street):
    slug = await street.opened(fair, wheel)
    few = await street.opened(fair, everyone_wins, tea=fair.known["batch.tea_small"])
    for client in await fair.clients(4):
        await fair.play(client, few)
    kept, spent, blocked, left, other = await fair.clients(5)
    activity = await fair.house.value("select id from activities_activity where slug = $1", slug)
    tokens = {
        one: await session(fair, client) for one, client in enumerate((kept, spent, blocked, left, other))
    }

    async def code(who: int, key: str, where: str = slug, *, plain: bool = True, play: str = "wheel") -> str:
        ask = {"key": key, "activity": where, "play": play}
        _, body = await street.both(request(tokens[who], ask), plain=plain)
        return json.loads(body)["data"]["takePart"].get("code", "")

    assert await code(0, "first") == ""
    assert await code(0, "first", few) == "kernel.key_reused"
    assert await code(0, "more", few) == "play.gifts_gone"
    assert [await code(1, f"s-{n}") for n in range(4)] == ["", "", "", "play.no_chances"]
    assert await code(4, "x" * 129, plain=False) == "kernel.malformed"
    assert await code(4, "x", plain=False, play="none") == "play.play_missing"
    assert await code(4, "x", "nowhere", plain=False) == "play.activity_missing"
    await fair.house.run("update audience_customer set blocked = true where id = $1", blocked.id)
    assert await code(2, "b") == "play.not_eligible"
    async with fair.house.work.job() as tx:
        await end_sessions(tx, "client", [left.id], "signed_out")
    assert await code(3, "l") == "kernel.not_signed_in"
    move = MoveActivity(key="pause", activity=activity, reason="检查")
    await pause_activity(move, actor=fair.who("operator"), work=fair.work)
    assert await code(4, "p") == "play.not_running"
    books = await fair.books(activity)
    assert books["draws"] == books["receipts"] == books["chances"] == 5


CERTAIN = {"op": "certain", "outcome": TEA}
ONE_EACH = {"count": "attempt", "scope": "client", "period": "day", "max": 1, "on_exceed": "reject"}
ONE_FOR_ALL = {"count": "grant", "scope": "activity", "period": "day", "max": 1, "on_exceed": "reject"}
VISIT = play("visit", NOTHING, effects=[VISITED, {"do": "unlock", "play": "wheel"}])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (decided(CERTAIN, limits=[ONE_EACH]), "play.limit_reached"),
        (decided(CERTAIN, limits=[ONE_FOR_ALL]), "play.shared_limit_reached"),
        (decided({"op": "urn", "items": [{"n": 1, "outcome": TEA}]}), "play.nothing_left"),
        (decided(CERTAIN, when={"op": "gte", "fact": "state.visits", "value": 1}), "play.not_yet"),
        (decided(CERTAIN, VISIT, locked=True), "play.locked"),
    ],
)
async def test_what_a_play_itself_refuses_is_told_alike(fair, street, change, expected):
    slug = await street.opened(fair, change)
    (client,) = await fair.clients(1)
    token = await session(fair, client)
    codes = []
    for nr in range(2):
        ask = {"key": f"n-{nr}", "activity": slug, "play": "wheel"}
        _, body = await street.both(request(token, ask, **{"x-locale": "en" if nr else ""}))
        codes.append(json.loads(body)["data"]["takePart"].get("code", ""))
    assert codes[-1] == expected


SURVEY = [
    {"id": "why", "text": {"zh-CN": "为什么？"}, "kind": "text", "max": 40},
    {"id": "score", "text": {"zh-CN": "多少分？"}, "kind": "number", "max": 10, "optional": True},
]
SAID = [
    ({"q1": ["a"], "q2": ["c", "a"]}, "win"),
    ({"q1": ["a"], "q2": ["a"]}, "none"),
    ({"q1": ["a"], "q2": ["a", "c"], "beside": ["更多 👨‍👩‍👧 שלום abc"]}, "win"),
    ({"q1": ["a"], "q2": ["a", "c"], "beside": ["\u202eabc"]}, "kernel.malformed"),
    ({"q1": ["a"]}, "kernel.malformed"),
    ({"q1": ["z"], "q2": ["a"]}, "kernel.malformed"),
    ({"q1": ["a"], "q2": ["a"], "x" * 501: ["a"]}, "kernel.malformed"),
]
WRITTEN = [
    ({"why": ["喜欢 ☕️"], "score": ["07"]}, "win"),
    ({"why": ["喜欢"], "score": []}, "win"),
    ({"why": ["喜" * 41]}, "kernel.malformed"),
    ({"why": ["a\0b"]}, "kernel.malformed"),
    ({"why": ["喜欢"], "score": ["11"]}, "kernel.malformed"),
    ({"why": ["喜欢"], "score": ["٣"]}, "kernel.malformed"),
]
PLACES = {
    "op": "pick",
    "places": [{"id": one, "title": {"zh-CN": one}} for one in ("hall", "terrace")],
    "outcome": TEA,
}
PICKED = [
    ({"place": ["hall"]}, "win"),
    ({"place": ["hall"]}, "play.place_taken"),
    ({"place": ["roof"]}, ""),
    ({}, ""),
]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (decided(QUIZ, asks=questions()), SAID),
        (decided(CERTAIN, asks=SURVEY), WRITTEN),
        (decided(PLACES), PICKED),
    ],
    ids=["quiz", "survey", "pick"],
)
async def test_what_a_client_says_is_heard_alike(fair, street, change, says):
    slug, _ = await fair.publish(fair.document(change))
    for nr, (client, (words, expected)) in enumerate(zip(await fair.clients(len(says)), says, strict=True)):
        token = await session(fair, client)
        said = [{"name": name, "values": values} for name, values in words.items()]
        ask = {"key": f"k-{nr}", "activity": slug, "play": "wheel", "said": said}
        if nr == 0:  # makes the plan known here
            await street.asks(request(token, ask))
        _, body = await street.both(request(token, ask), plain=expected != "kernel.malformed")
        found = json.loads(body)["data"]["takePart"]
        assert expected in (found.get("outcome"), found.get("code"), ""), found
        if expected in ("win", "none"):
            other = ask | {"said": [*said, {"name": "more", "values": ["b"]}]}
            _, body = await street.both(request(token, other))
            assert json.loads(body)["data"]["takePart"]["code"] == "kernel.key_reused"
    kept = (
        "select count(*) from play_draw d join activities_activity a on a.id = d.activity where a.slug = $1"
    )
    played = sum(expected in ("win", "none") for _, expected in says)
    assert await fair.house.value(kept, slug) == played


async def test_what_is_not_plain_goes_the_ordinary_way(fair, street):
    slug = await street.opened(fair, wheel)
    (client,) = await fair.clients(1)
    token = await session(fair, client)
    ask = {"key": "odd", "activity": slug, "play": "wheel"}
    await street.both(request(token, ask))
    plain = {"id": MARK, "variables": {"ask": ask}}
    unlike = [
        (request(token, ask, origin="https://elsewhere.example"), 403),
        (request(token, ask, **{"content-type": "text/plain"}), 415),
        (request(token, ask, cookie=f'lg_client="{token}"'), 200),
        (request(token, ask, **SECURE, cookie=f"lg_client={token}"), 200),
        (request(token, ask, expect="100-continue"), 100),
        (request("made-up", ask), 200),
        (request(token, ask, plain | {"extensions": {}}), 200),
        (request(token, ask, {"id": "0" * 64, "variables": {"ask": ask}}), 400),
        (request(token, ask, {"query": "{version}", "variables": {}}), 200),
        (request(token, ask | {"said": [{"name": "x", "values": "alone"}]}), 200),
        (request(token, ask | {"said": None}), 200),
        (request(token, ask, {"id": MARK, "variables": {}}), 400),
        (request(token, ask).replace(b"HTTP/1.1", b"HTTP/1.0", 1), 200),
        (request(token, ask | {"play": "none"}), 200),
        (request(token, ask).replace(b"/graphql/client", b"/graphql/client?x=1", 1), 200),
    ]
    before = street.short.taken
    for asked, status in unlike:
        async with street.connected() as (reader, writer):
            writer.write(asked)
            line = await reader.readline()
        assert int(line.split()[1]) == status, asked
    assert street.short.taken == before


async def test_requests_in_one_write_and_in_pieces_are_all_answered_in_their_order(fair, street):
    slug, activity = await fair.publish(fair.document(wheel))
    (client,) = await fair.clients(1)
    token = await session(fair, client)
    asked = [request(token, {"key": f"n-{n}", "activity": slug, "play": "wheel"}) for n in range(3)]
    version = request(token, {}, {"query": "{version}"})
    answers = await street.asks(asked[0], version, asked[1], asked[2], version)
    told = [json.loads(one.partition(b"\r\n\r\n")[2])["data"] for one in answers]
    assert [one.get("version") for one in told] == [None, "1", None, None, "1"]
    assert [one["takePart"]["chancesLeft"] for one in told if "takePart" in one] == [2, 1, 0]
    async with street.connected() as (reader, writer):
        for piece in (asked[0][:90], asked[0][90:-9], asked[0][-9:]):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        again = await answer_of(reader)
    assert again.partition(b"\r\n\r\n")[2].replace(b'"chancesLeft":0', b"") != b""
    assert (await fair.books(activity))["draws"] == 3


async def test_two_sessions_of_one_client_never_sit_in_one_group_and_who_hangs_up_cancels_nobody(
    fair, street
):
    slug = await street.opened(fair, wheel)
    clients = await fair.clients(4)
    tokens = [await session(fair, client) for client in clients for _ in range(2)]
    asked = [
        request(token, {"key": f"t-{n}", "activity": slug, "play": "wheel"}) for n, token in enumerate(tokens)
    ]
    async with street.connected() as (_, writer):
        writer.write(asked[0])
        await writer.drain()
    answers = await asyncio.gather(*(street.asks(one) for one in asked))
    assert all(b'"__typename":"Played"' in one for (one,) in answers)
    assert street.short.taken == 1 + len(asked), "also for who hung up"
    assert await fair.house.rows(_BOOKS) == [{"draws": 9, "chances": 9, "receipts": 9}]


@pytest.fixture
def paced(monkeypatch):
    """Let a session ask three times."""
    monkeypatch.setitem(throttle.PACES, "client", Pace(1, 3))


async def test_both_ways_have_one_throttle(paced, fair, street):
    slug = await street.opened(fair, wheel)
    (client,) = await fair.clients(1)
    token, ask = await session(fair, client), {"key": "t", "activity": slug, "play": "wheel"}
    plain = request(token, ask)
    odd = plain.replace(b"accept-language", TWICE + b"accept-language", 1)
    statuses = [int((await street.asks(one))[0].split()[1]) for one in (plain, odd, plain, odd, plain)]
    assert statuses == [200, 200, 200, 429, 429]
    assert street.short.taken == 2


async def test_a_newer_revision_is_seen_by_the_next_group_and_asked_for_only_once(paced, fair, street):
    slug = await street.opened(fair, wheel)
    (client,) = await fair.clients(1)
    token = await session(fair, client)
    activity = await fair.house.value("select id from activities_activity where slug = $1", slug)
    more = RestockActivity(key="more", activity=activity, play="wheel", item="tea", units=5)
    restock = await restock_activity(more, actor=fair.who("operator"), work=fair.work)
    sign = ApproveRevision(key="sign", revision=restock.revision, hash=restock.hash, opinion="同意")
    await approve_revision(sign, actor=fair.who("branch"), work=fair.work)
    for nr in range(3):
        ask = {"key": f"n-{nr}", "activity": slug, "play": "wheel"}
        (answer,) = await street.asks(request(token, ask))
        assert b'"Played"' in answer
    assert street.short.taken == 2, "the first of them found out, and was answered the ordinary way"
    hashes = "select count(distinct revision_hash) from play_draw where activity = $1"
    assert await fair.house.value(hashes, activity) == 2
