"""Keys of providers: given, renewed beside the old one, stopped; who holds an ended one is told so."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from largesse.kernel.clock import now
from largesse.kernel.errors import KeyReused, Malformed, NotAllowed
from largesse.rights.provider_keys.end import (
    RenewProviderKey,
    StopProviderKey,
    renew_provider_key,
    stop_provider_key,
)
from largesse.rights.provider_keys.give import GiveProviderKey, give_provider_key
from largesse.rights.provider_keys.provider_key import (
    LIVE_MAX,
    KeyEnded,
    KeyMissing,
    KeysTooMany,
    Kind,
    Standing,
    standing,
)
from largesse.rights.provider_keys.reads import keys_of
from largesse.rights.provider_keys.secret import handed
from largesse.web.counter import routes
from largesse.web.edge import application
from largesse.web.parts import Parts


@pytest.fixture
async def browser(shop):
    """A browser at the counter's page."""
    transport = httpx.ASGITransport(application(routes(Parts(shop.house.work))))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://counter", follow_redirects=True
    ) as one:
        yield one


def path(link: str) -> str:
    return link[link.index("/counter") :]


async def stop(shop, key, reason="手机遗失"):
    ask = StopProviderKey(key=shop.key(), provider_key=key, reason=reason)
    return await stop_provider_key(ask, actor=shop.who("operator"), work=shop.house.work)


async def renew(shop, key, hours=0):
    ask = RenewProviderKey(key=shop.key(), provider_key=key, overlap_hours=hours)
    return await renew_provider_key(ask, actor=shop.who("operator"), work=shop.house.work)


async def shown(shop):
    async with shop.house.work.read() as read:
        rows = await keys_of(read, shop.known["provider.tea"])
    return {row.id: row for row in rows}


def test_a_key_opens_until_its_end_and_says_how_it_ended():
    at = now()
    assert standing(None, "", at) is Standing.ACTIVE
    assert standing(at + timedelta(seconds=1), "", at) is Standing.ENDING
    assert standing(at, "", at) is Standing.ENDED
    assert standing(at, "lost", at) is Standing.STOPPED


async def test_a_link_is_a_row_with_who_when_for_whom_and_its_last_use(shop, browser):
    key = await shop.key_for()
    row = (await shown(shop))[key.id]
    assert (row.name, row.kind, row.used_at, row.maker) == (
        "秀水店",
        "counter",
        None,
        shop.who("operator").name,
    )
    assert (await browser.get(path(key.secret))).status_code == 200
    assert (await shown(shop))[key.id].used_at is not None


async def test_what_was_handed_over_stands_in_no_table(shop):
    key = await shop.key_for("system")
    tables = await shop.house.rows(
        "select table_name as name from information_schema.tables where table_schema = 'public'"
        " and table_name in ('rights_provider_key', 'store_receipt', 'store_audit', 'store_outbox')"
    )
    assert len(tables) == 4
    for table in tables:
        rows = await shop.house.rows(f"select t::text as line from {table['name']} t")
        assert all(key.secret not in row["line"] for row in rows), table["name"]


async def test_the_same_ask_twice_is_one_key_and_the_same_answer(shop):
    ask = GiveProviderKey(
        key="twice", provider=shop.known["provider.tea"], kind=Kind.COUNTER, name="大悦城店"
    )
    actor, work = shop.who("operator"), shop.house.work
    first, again = [await give_provider_key(ask, actor=actor, work=work) for _ in range(2)]
    assert first == again
    assert handed(first.slug, first.kind, first.provider_key) == handed(
        again.slug, again.kind, again.provider_key
    )
    other = GiveProviderKey(key="twice", provider=ask.provider, kind=Kind.SYSTEM, name="大悦城店")
    with pytest.raises(KeyReused):
        await give_provider_key(other, actor=actor, work=work)


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "店\u202e", "店\u0000"])
async def test_a_key_has_a_name_that_is_seen(shop, name):
    with pytest.raises(Malformed) as refused:
        await shop.key_for(name=name)
    assert refused.value.path == "name"


async def test_a_page_that_stayed_open_redeems_nothing_once_its_link_was_stopped(shop, browser):
    key, right = await shop.key_for(), await shop.claimed(await shop.client())
    page = (await browser.get(path(key.secret))).text
    form = {"key": re.search(r'name="key" value="(\w+)"', page)[1], "code": shop.token(right)}
    await stop(shop, key.id)
    for language, words in (("zh-CN", "此柜台链接已停用"), ("en", "This counter link no longer works")):
        kept = await browser.post(f"/counter/tea?lang={language}", data=form)
        assert (kept.status_code, words in kept.text) == (403, True)
        assert "<form" not in kept.text
        opened = await browser.get(f"{path(key.secret)}&lang={language}")
        assert (opened.status_code, words in opened.text) == (403, True)
    assert await shop.state(right) == "active"


async def test_a_renewed_link_opens_beside_the_new_one_until_the_overlap_is_over(shop, browser):
    old = await shop.key_for()
    made = await renew(shop, old.id, hours=24)
    rows = await shown(shop)
    assert rows[old.id].standing(now()) is Standing.ENDING
    assert rows[made.provider_key].name == rows[old.id].name
    assert (await browser.get(path(old.secret))).status_code == 200
    await shop.house.run("update rights_provider_key set ends_at = now() where id = $1", old.id)
    assert (await browser.get(path(old.secret))).status_code == 403
    new = handed(made.slug, made.kind, made.provider_key)
    assert (await browser.get(path(new))).status_code == 200


async def test_a_systems_key_is_renewed_at_once_and_stopped(shop, browser):
    old = await shop.key_for("system")
    made = await renew(shop, old.id)
    new = handed(made.slug, made.kind, made.provider_key)
    body = {"code": shop.token(await shop.claimed(await shop.client()))}

    async def asked(key):
        headers = {"authorization": f"Bearer {key}", "idempotency-key": shop.key()}
        return (await browser.post("/open/v1/redemptions", json=body, headers=headers)).status_code

    assert await asked(old.secret) == 401
    assert await asked(new) == 200
    await stop(shop, made.provider_key)
    assert await asked(new) == 401


async def test_a_link_opens_its_own_provider_and_no_system(shop, browser):
    link = (await shop.key_for()).secret
    assert (await browser.get(path(link).replace("/tea", "/lounge"))).status_code == 403
    headers = {"authorization": f"Bearer {link.partition('?k=')[2]}", "idempotency-key": "k"}
    answer = await browser.post("/open/v1/redemptions", json={"code": "1"}, headers=headers)
    assert answer.status_code == 401


async def test_of_two_who_renew_one_key_at_once_one_does(shop):
    key = await shop.key_for()
    found = await asyncio.gather(renew(shop, key.id, 24), renew(shop, key.id, 24), return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["KeyEnded", "KeyGiven"]
    assert len([row for row in (await shown(shop)).values() if row.name == "秀水店"]) == 2


async def test_what_has_ended_is_neither_stopped_nor_renewed_again(shop):
    key = await shop.key_for()
    await stop(shop, key.id)
    for again in (stop(shop, key.id), renew(shop, key.id)):
        with pytest.raises(KeyEnded):
            await again
    with pytest.raises(Malformed):
        await renew(shop, key.id, hours=169)


async def test_keys_are_bounded_and_belong_to_who_reaches_the_provider(shop, monkeypatch):
    key = await shop.key_for()
    operator, work = shop.who("operator"), shop.house.work
    elsewhere = replace(operator, units=frozenset())
    ask = StopProviderKey(key=shop.key(), provider_key=key.id, reason="不再合作")
    with pytest.raises(KeyMissing):
        await stop_provider_key(ask, actor=elsewhere, work=work)
    with pytest.raises(NotAllowed):
        await stop_provider_key(ask, actor=shop.who("finance"), work=work)
    await stop_provider_key(ask, actor=shop.who("admin"), work=work)
    await shop.house.run(
        "insert into rights_provider_key (id, provider, kind, name, key_sha256, made_by, made_at)"
        " select gen_random_uuid(), $1, 'counter', '店', 'x' || n, $2, now() from generate_series(1, $3) n",
        shop.known["provider.tea"],
        operator.id,
        LIVE_MAX,
    )
    with pytest.raises(KeysTooMany):
        await shop.key_for()


async def test_every_step_stands_in_the_audit(shop):
    key = await shop.key_for()
    made = await renew(shop, key.id)
    await stop(shop, made.provider_key, "合作结束")
    rows = await shop.house.rows(
        "select action, facts from store_audit where action like 'rights.provider_key%' order by id"
    )
    assert [row["action"] for row in rows][-3:] == [
        "rights.provider_key_given",
        "rights.provider_key_renewed",
        "rights.provider_key_stopped",
    ]
    assert rows[-1]["facts"]["reason"] == "合作结束"
