"""A client who comes when a day is full waits for a turn: the page says so, and then has the result."""

import pytest
from playwright.async_api import expect
from tests.flows.play.conftest import Fair
from tests.flows.play.test_queues import Turns, limit, limited

from largesse.play.review.review import play_turns

pytestmark = pytest.mark.slow


async def test_who_comes_second_waits_is_told_until_when_and_has_it_without_coming_again(own_phone_of, house):
    fair = Fair(house)
    turns = Turns(fair, *await fair.publish(fair.document(limited(limit(max=1)))))
    first, second = await own_phone_of(), await own_phone_of()
    for number, phone in enumerate((first, second), 1):
        await phone.open(f"/a/{turns.slug}")
        await phone.become(number)
    assert "恭喜您获得" in await first.spin()
    said = await second.spin()
    assert "您已在队列中" in said
    assert "00:00 起自动为您办理，无需再次参与" in said
    await second.dismiss()
    line = second.page.locator(".lg-lottery-wheel__chances")
    await expect(line).to_contain_text("您已在队列中")
    assert "您已在队列中" in await second.spin()
    await second.page.reload()
    await expect(line).to_contain_text("您已在队列中")
    assert len(await turns.rows()) == 1, "whoever presses again waits once"
    await turns.night()
    await play_turns(house.work)
    await second.page.reload()
    await expect(second.page.locator(".lg-my-rights")).to_contain_text("武夷岩茶礼盒")
    await expect(line).not_to_contain_text("队列")
    assert (first.noise, second.noise) == ([], [])
