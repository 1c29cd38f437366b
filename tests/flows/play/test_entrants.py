"""Who came by an adviser's link and took part: counted once, to the first link, shown to its own adviser."""

import asyncio

import httpx
import pytest
from tests.kit.bank_app import BankApp
from tests.kit.site import site

from largesse.audience.advisers.share import COOKIE, share_link
from largesse.audience.clients.identities import index_of
from largesse.identity.sessions.sessions import COOKIES, Opening, open_session
from largesse.kernel.ids import new_id, text_id
from largesse.store.sealing import open_sealed

pytestmark = pytest.mark.slow
MOBILE = "13911112222"
TAKE = """mutation($ask: TakePartAsk!) { takePart(ask: $ask) {
  ... on Played { draw } ... on Refusal { code } } }"""
MINE = """{ myEntrants { edges { node { slug clients own ownClients { id maskedName } } } } }"""


def open_to_all(document):
    document["audience"]["rule"] = {"op": "always"}


@pytest.fixture(scope="module")
async def running(fairground):
    """A running activity and its web process."""
    slug, activity = await fairground.publish(fairground.document(open_to_all))
    with site(fairground.house) as address:
        yield Street(fairground, slug, activity, address)


@pytest.fixture
async def street(running):
    """Phones in front of it; nobody has come yet."""
    yield running
    while running.opened:
        await running.opened.pop().aclose()


class Street:
    def __init__(self, fair, slug, activity, address):
        self.fair, self.slug, self.activity, self.address = fair, slug, activity, address
        self.opened = []

    def phone(self):
        one = httpx.AsyncClient(base_url=self.address, timeout=20)
        self.opened.append(one)
        return one

    def code(self, adviser="adviser", slug=None):
        return share_link(slug or self.slug, actor=self.fair.who(adviser)).code

    async def signed_in(self, client, phone=None):
        """Put a client's session into a phone, as a door would."""
        phone = phone or self.phone()
        async with self.fair.house.work.job() as tx:
            token = await open_session(tx, Opening("client", client.id, "demo"))
        phone.cookies.set(COOKIES["client"], token)
        return phone

    async def visit(self, phone, code=None, **more):
        asked = ({"r": code} if code is not None else {}) | more
        return await phone.get(f"/a/{self.slug}", params=asked, follow_redirects=True)

    async def play(self, phone, key=None):
        ask = {"key": key or str(new_id()), "activity": self.slug, "play": "wheel"}
        answer = await phone.post("/graphql/client", json={"query": TAKE, "variables": {"ask": ask}})
        return answer.json()["data"]["takePart"]

    async def brought(self, *clients):
        """Tell to whom each client is counted; None: to nobody."""
        sql = "select client, adviser from play_entrant where client = any($1::uuid[])"
        rows = await self.fair.house.rows(sql, [client.id for client in clients])
        found = {row["client"]: row["adviser"] for row in rows}
        assert len(found) == len(rows)
        return [found.get(client.id) for client in clients]

    async def seen_by(self, adviser):
        desk = self.phone()
        async with self.fair.house.work.job() as tx:
            token = await open_session(tx, Opening("staff", self.fair.who(adviser).id, "password"))
        desk.cookies.set(COOKIES["staff"], token)
        answer = (await desk.post("/graphql/console", json={"query": MINE})).json()
        return [edge["node"] for edge in answer["data"]["myEntrants"]["edges"]]

    async def given_to(self, client, adviser):
        sql = "update audience_customer set adviser = $2, org_unit = $3, name = '顾清' where id = $1"
        staff = self.fair.who(adviser)
        await self.fair.house.run(sql, client.id, staff.id, staff.unit)


async def test_who_joins_by_a_link_is_counted_once_and_to_the_first_link(street):
    first, second = street.fair.who("adviser").id, street.fair.who("adviser_beijing").id
    (client,) = await street.fair.clients(1)
    phone = await street.signed_in(client)
    await street.visit(phone, street.code())
    assert await street.brought(client) == [None]
    await street.visit(phone, street.code("adviser_beijing"))
    await street.visit(phone)
    for _ in range(2):
        assert "draw" in await street.play(phone)
    assert await street.brought(client) == [first]
    (other,) = await street.fair.clients(1)
    phone = await street.signed_in(other)
    await street.visit(phone, street.code("adviser_beijing"))
    await street.play(phone)
    assert await street.brought(other) == [second]


async def test_who_had_joined_before_the_link_is_nobodys_entrant(street):
    (client,) = await street.fair.clients(1)
    phone = await street.signed_in(client)
    assert "draw" in await street.play(phone)
    await street.visit(phone, street.code())
    assert "draw" in await street.play(phone)
    assert await street.brought(client) == [None]


async def test_a_refused_first_play_is_no_joining_and_the_next_one_is(street):
    (client,) = await street.fair.clients(1)
    phone = await street.signed_in(client)
    await street.visit(phone, street.code())
    pause = "update activities_activity set state = $2 where id = $1"
    await street.fair.house.run(pause, street.activity, "paused")
    assert (await street.play(phone))["code"] == "play.not_running"
    assert await street.brought(client) == [None]
    await street.fair.house.run(pause, street.activity, "running")
    assert "draw" in await street.play(phone)
    assert await street.brought(client) == [street.fair.who("adviser").id]


async def test_codes_that_are_nobodys_leave_no_trace_and_do_not_stand_before_a_true_one(street):
    (client,) = await street.fair.clients(1)
    phone = await street.signed_in(client)
    true = street.code()
    wrong = ["", " ", "\0", "a" * 8, true[:-1], true + "2", true.upper(), f"'{true}", "<b>", "é" * 8]
    wrong += [street.code(slug="another"), "x" * 4_000]
    for code in wrong:
        page = await street.visit(phone, code)
        assert page.status_code == 200
        assert COOKIE not in phone.cookies
    for kept in ["x", "aesgcm1:x:y", "aesgcm1:00000000:AAAA", "%00", "a:b:c:d"]:
        phone.cookies.set(COOKIE, kept)
        assert (await street.visit(phone)).status_code == 200
    phone.cookies.set(COOKIE, "aesgcm1:x:y", domain=httpx.URL(street.address).host, path="/")
    assert true not in (await street.visit(phone, true)).text
    await street.play(phone)
    assert await street.brought(client) == [street.fair.who("adviser").id]


async def test_a_mark_that_is_made_up_spoils_no_play(street):
    clients = await street.fair.clients(4)
    for client, kept in zip(clients, ["x", "aesgcm1:x:y", "aesgcm1:00000000:AAAA", "::"], strict=True):
        phone = await street.signed_in(client)
        phone.cookies.set(COOKIE, kept)
        assert "draw" in await street.play(phone)
    assert await street.brought(*clients) == [None] * 4


async def test_the_code_of_one_who_is_no_adviser_any_more_counts_nobody(street):
    (client,) = await street.fair.clients(1)
    phone = await street.signed_in(client)
    state = "update identity_staff set state = $2 where id = $1"
    await street.fair.house.run(state, street.fair.who("adviser").id, "disabled")
    await street.visit(phone, street.code())
    await street.fair.house.run(state, street.fair.who("adviser").id, "active")
    await street.play(phone)
    assert await street.brought(client) == [None]


async def test_first_plays_that_race_through_two_links_count_one(street):
    clients = await street.fair.clients(6)
    phones = []
    for client in clients:
        for adviser in ("adviser", "adviser_beijing"):
            phone = await street.signed_in(client)
            await street.visit(phone, street.code(adviser))
            phones.append(phone)
    await asyncio.gather(*(street.play(phone) for phone in phones for _ in range(3)))
    assert None not in await street.brought(*clients)
    sql = """select count(*) from play_entrant e join play_draw d on d.id = e.draw and d.nonce = 1
             where e.client = any($1::uuid[])"""
    assert await street.fair.house.value(sql, [client.id for client in clients]) == len(clients)


async def test_the_link_outlives_the_launch_token(street):
    (client,) = await street.fair.clients(1)
    number = await street.fair.house.value("select ext_id from audience_customer where id = $1", client.id)
    app = await BankApp().registered(street.fair.house.work)
    link = app.signs(number)
    phone = street.phone()
    page = await street.visit(phone, street.code(), t=link)
    assert page.url.query == b""
    await street.play(phone)
    assert await street.brought(client) == [street.fair.who("adviser").id]


async def test_the_link_outlives_mobile_and_code(street):
    (client,) = await street.fair.clients(1)
    bind = """insert into audience_identity
                (id, customer, kind, value_index, value_sealed, hint, via, bound_at)
              values ($1, $2, 'mobile', $3, 'x', '139****2222', 'import', now())"""
    await street.fair.house.run(bind, new_id(), client.id, index_of("mobile", MOBILE))
    phone = street.phone()
    await street.visit(phone, street.code())
    wanted = "mutation($ask: RequestCodeAsk!) { requestCode(ask: $ask) { __typename } }"
    await phone.post("/graphql/client", json={"query": wanted, "variables": {"ask": {"mobile": MOBILE}}})
    sql = "select payload from store_outbox where topic = 'audience.message_wanted.v1'"
    payload = (await street.fair.house.rows(sql))[0]["payload"]
    digits = open_sealed(payload["secret_sealed"], "message").decode()
    enter = "mutation($ask: ConfirmCodeAsk!) { confirmCode(ask: $ask) { __typename } }"
    ask = {"mobile": MOBILE, "code": digits}
    entered = await phone.post("/graphql/client", json={"query": enter, "variables": {"ask": ask}})
    assert entered.json()["data"]["confirmCode"]["__typename"] == "Entered"
    await street.play(phone)
    assert await street.brought(client) == [street.fair.who("adviser").id]


async def test_an_adviser_sees_own_clients_by_name_and_others_as_a_number(street):
    mine, hers, nobodys = await street.fair.clients(3)
    await street.given_to(mine, "adviser")
    await street.given_to(hers, "adviser_beijing")
    before = sum(one["clients"] for one in await street.seen_by("adviser"))
    elsewhere = await street.seen_by("adviser_beijing")
    for client in (mine, hers, nobodys):
        phone = await street.signed_in(client)
        await street.visit(phone, street.code())
        await street.play(phone)
    (seen,) = await street.seen_by("adviser")
    assert (seen["slug"], seen["clients"] - before, seen["own"]) == (street.slug, 3, 1)
    assert seen["ownClients"] == [{"id": text_id("cli", mine.id), "maskedName": "顾*"}]
    assert await street.seen_by("adviser_beijing") == elsewhere


async def test_what_was_counted_is_never_changed(street):
    (client,) = await street.fair.clients(1)
    phone = await street.signed_in(client)
    await street.visit(phone, street.code())
    await street.play(phone)
    for sql in ("update play_entrant set adviser = $1", "delete from play_entrant where client <> $1"):
        with pytest.raises(Exception, match="denied"):
            await street.fair.house.run(sql, new_id())
