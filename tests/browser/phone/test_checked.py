"""A client confirms an attempt with the code that came, and checks its draw: before, after, and offline."""

import re

import pytest
from playwright.async_api import expect

from largesse.play.seeds.seeds import reveal
from largesse.store.sealing import open_sealed

pytestmark = pytest.mark.slow

RULE = """
insert into play_risk_rule (id, activity, subject, value, outcome, reason, made_by, made_at)
select gen_random_uuid(), id, 'client', $1, 'challenge', '异常频繁', gen_random_uuid(), now()
from activities_activity where slug = 'mid-autumn'
"""
CODE = "select payload from store_outbox where topic = 'audience.message_wanted.v1' order by id desc limit 1"


async def code_that_came(house):
    (row,) = await house.rows(CODE)
    return open_sealed(row["payload"]["secret_sealed"], "message").decode()


async def shows(phone, words):
    await expect(phone.page.locator(".lg-check__verdict")).to_contain_text(words)


async def test_an_attempt_is_confirmed_and_its_draw_is_checked(own_phone_of, house):
    await house.run(RULE, str(house.known["actor.wang"].id))
    phone = await own_phone_of()
    await phone.open()
    await phone.become(1)
    assert "请确认是您本人" in await phone.spin()
    code = await code_that_came(house)
    box = phone.page.locator(".lg-sheet input")
    await box.fill(f"{(int(code) + 1) % 1_000_000:06d}")
    await phone.page.keyboard.press("Enter")
    await expect(phone.page.locator(".lg-sheet [role=alert]")).to_contain_text("还可尝试 4 次")
    await box.fill(code)
    await phone.page.keyboard.press("Enter")
    await phone.page.click("text=核验这次抽取")
    await shows(phone, "种子尚未公布")
    receipt = await phone.page.locator(".lg-check__keep pre").text_content()
    async with house.work.job() as tx:
        await reveal(tx, await tx.value("select id from activities_activity where slug = 'mid-autumn'"))
    stranger = await own_phone_of()
    await stranger.open("/a/mid-autumn/d?lang=en&theme=black-gold")
    await stranger.page.wait_for_selector("textarea")
    await stranger.page.context.set_offline(True)
    await stranger.page.fill("textarea", receipt[:-9])
    await stranger.page.click("text=Check this receipt")
    await expect(stranger.page.locator("[role=alert]")).to_contain_text("not a whole receipt")
    await stranger.page.fill("textarea", receipt)
    await stranger.page.click("text=Check this receipt")
    await shows(stranger, "It holds")
    await stranger.page.fill("textarea", re.sub('"nonce":[0-9]+', '"nonce":99', receipt))
    await stranger.page.click("text=Check this receipt")
    await shows(stranger, "another number")
    await phone.page.reload()
    await shows(phone, "核验一致")
    assert phone.noise == []
    await stranger.page.context.set_offline(False)
    await stranger.open(phone.page.url.removeprefix(phone.address))
    await expect(stranger.page.locator("[role=status]").first).to_contain_text("Only the one who drew")
