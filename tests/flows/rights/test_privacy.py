"""A client reads what is held of him, withdraws in one step, and is erased once nothing is owed to him."""

import asyncio
import json

import pytest
from tests.kit.faces import Asker

from largesse.audience.facts.facts import facts_of
from largesse.audience.households.moving import Joining, join
from largesse.audience.privacy.choose import Choose, choose
from largesse.audience.privacy.erase import (
    AskErasure,
    EraseClient,
    RefuseErasure,
    WithdrawErasure,
    ask_erasure,
    erase_client,
    refuse_erasure,
    withdraw_erasure,
)
from largesse.audience.privacy.privacy import ErasureAsked, ErasureMissing, ErasureTooEarly
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.kernel.ids import new_id
from largesse.rights.redemptions.redeem import Redeem, redeem

PRIVACY = """{ myData myPrivacy { held { group name value } given { name } receipts { title agreed words }
  purposes { purpose agreed at } erasure { state reason } } }"""


@pytest.fixture
def shown(shop):
    """Show a client his privacy centre."""

    async def run(client, locale="zh-CN"):
        found = await Asker(shop.work, client, "client", locale).asks(PRIVACY)
        return found["myPrivacy"], json.loads(found["myData"])

    return run


async def test_a_client_reads_what_is_held_masked_and_takes_a_copy_along(shop, shown):
    client = await shop.client()
    await shop.give(client)
    own, copy = await shown(client)
    held = {one["name"]: one["value"] for one in own["held"]}
    assert (held["姓名"], held["手机号码"], held["权益（项）"]) == ("王*", "138****1234", "1")
    assert (copy["held"]["姓名"], copy["held"]["手机号码"]) == ("王明", "138****1234")
    assert own["given"] == []
    other, _ = await shown(await shop.client("13800005678"))
    assert "权益（项）" not in {one["name"] for one in other["held"]}


async def test_one_step_withdraws_and_no_rule_knows_the_profile_any_more(shop, shown):
    client = await shop.client()
    await shop.house.run(
        "update audience_customer set tags = '{golf}', class = 'vip', birth_date = '1980-05-01'"
        " where id = $1",
        client.id,
    )

    async def known():
        async with shop.work.read() as read:
            return (await facts_of(read, [client.id]))[client.id]

    before = await known()
    assert (before.tags, before.values["class"], before.values["birth_month"]) == ({"golf"}, "vip", 5)
    ask = Choose(key="c1", purpose="personalisation", agreed=False, locale="en")
    first, again = [await choose(ask, actor=client, work=shop.work) for _ in range(2)]
    assert first == again
    after = await known()
    assert after.tags == frozenset()
    assert {"class", "birth_month"}.isdisjoint(after.values)
    assert after.values["tier"] == "gold"  # what the tier gives is not a recommendation
    own, _ = await shown(client)
    assert [one["agreed"] for one in own["purposes"]] == [False, True]
    assert len(own["receipts"]) == 1
    assert own["receipts"][0]["words"].startswith("Activities and gifts are picked")
    with pytest.raises(Malformed, match="personalisation"):
        await choose(Choose(key="c2", purpose="all", agreed=True), actor=client, work=shop.work)
    with pytest.raises(NotAllowed):
        await choose(ask, actor=shop.who("admin"), work=shop.work)


async def test_who_asks_is_erased_when_nothing_is_owed_and_nothing_leads_to_him(shop, shown):
    client = await shop.client()
    await shop.house.run("update audience_customer set city = '拉萨' where id = $1", client.id)
    right = await shop.claimed(client)
    with pytest.raises(ErasureMissing):
        await erase(shop, client)
    await ask_erasure(AskErasure(key="a"), actor=client, work=shop.work)
    with pytest.raises(ErasureAsked):
        await ask_erasure(AskErasure(key="b"), actor=client, work=shop.work)
    with pytest.raises(ErasureTooEarly, match="1"):
        await erase(shop, client)
    assert (await shown(client))[0]["erasure"]["state"] == "asked"  # a refusal settles nothing
    code = await shop.digits(right)
    await redeem(Redeem(key="r", code=code, phone_ends="1234"), actor=shop.counter(), work=shop.work)
    await at_home(shop, client)
    assert (await erase(shop, client)).state == "done"
    assert await shop.house.value("select count(*) from audience_member where left_at is null") == 0
    row = (await shop.house.rows("select * from audience_customer where id = $1", client.id))[0]
    assert "王明" not in str(row)
    assert (row["blocked"], row["city"]) == (True, "")
    identities = await shop.house.rows("select * from audience_identity where customer = $1", client.id)
    assert "1234" not in str([(one["hint"], one["value_sealed"]) for one in identities])
    assert all(one["revoked_at"] for one in identities)
    assert await shop.house.value("select count(*) from rights_redemption") == 1  # the books stay
    with pytest.raises(ErasureMissing):
        await erase(shop, client)


async def test_a_request_is_taken_back_or_refused_with_a_reason_that_the_client_reads(shop, shown):
    client = await shop.client()
    await ask_erasure(AskErasure(key="a"), actor=client, work=shop.work)
    await withdraw_erasure(WithdrawErasure(key="w"), actor=client, work=shop.work)
    with pytest.raises(ErasureMissing):
        await withdraw_erasure(WithdrawErasure(key="w2"), actor=client, work=shop.work)
    await ask_erasure(AskErasure(key="a2"), actor=client, work=shop.work)
    refusal = RefuseErasure(key="n", client=client.id, reason="监管要求留存至年底")
    with pytest.raises(NotAllowed):
        await refuse_erasure(refusal, actor=shop.who("operator"), work=shop.work)
    await refuse_erasure(refusal, actor=shop.who("admin"), work=shop.work)
    own, _ = await shown(client)
    assert own["erasure"] == {"state": "refused", "reason": "监管要求留存至年底"}


async def test_erasing_and_taking_back_at_once_have_one_outcome(shop):
    client = await shop.client()
    await ask_erasure(AskErasure(key="a"), actor=client, work=shop.work)
    taken = withdraw_erasure(WithdrawErasure(key="w"), actor=client, work=shop.work)
    done = await asyncio.gather(taken, erase(shop, client), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["ErasureMissing", "ErasureTold"]
    state = await shop.house.value("select state from audience_erasure")
    named = await shop.house.value("select name from audience_customer where id = $1", client.id)
    assert (state, named) in {("withdrawn", "王明"), ("done", "—")}


async def at_home(shop, client):
    """Put a client into a household."""
    home = new_id()
    await shop.house.run(
        "insert into audience_household (id, code, created_at) values ($1, 'F1', now())", home
    )
    async with shop.work.job() as tx:
        await join(tx, Joining(home, client.id, "member", "bank", "own"))


def erase(shop, client):
    """Carry a client's request out, as an administrator."""
    ask = EraseClient(key=shop.key(), client=client.id, reason="已核对身份")
    return erase_client(ask, actor=shop.who("admin"), work=shop.work)
