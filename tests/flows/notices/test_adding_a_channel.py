"""The page on adding a channel does what it says: a message really goes out through its module."""

import json

import pytest
from tests.kit.pages import module_of

from largesse.app import App
from largesse.audience.entering.code import RequestCode, request_code
from largesse.kernel.errors import Broken
from largesse.kernel.ids import new_id
from largesse.notices.channel import Channel
from largesse.notices.records import MessageId
from largesse.notices.send import Wanted, carry, note, write
from largesse.store.extending import hookimpl

MOBILE = "13900010001"
STATES = "select channel, recipient_hint, state from notices_message"


@pytest.fixture
def module(tmp_path):
    """Give the page's module, as a distribution would bring it, with a file of its own."""
    made = module_of("add-a-notification-channel")
    made.COLLECTED = tmp_path / "messages.jsonl"
    return made


def collected(module):
    return [json.loads(line) for line in module.COLLECTED.read_text("utf-8").splitlines()]


async def wanted(work, channel="sms"):
    """Write a message as an event would have it written."""
    async with work.job() as tx:
        what = Wanted(channel, MOBILE, "notices.code", {"secret": "123456"})
        return await write(tx, MessageId(new_id()), what)


async def test_a_message_goes_out_through_the_added_channel(house, module):
    house.work = App(extensions=[module]).work
    await request_code(RequestCode(MOBILE), work=house.work)
    await house.drain()
    [line] = collected(module)
    assert (line["to"], "客户经理" in line["text"]) == (MOBILE, True)
    assert await house.rows(STATES) == [{"channel": "sms", "recipient_hint": "139****0001", "state": "sent"}]


async def test_without_it_the_tray_keeps_the_message(house):
    await request_code(RequestCode(MOBILE), work=house.work)
    await house.drain()
    assert [row["state"] for row in await house.rows(STATES)] == ["in_tray"]


async def test_a_message_that_was_carried_is_not_carried_again(house, module):
    work = App(extensions=[module]).work
    message = await wanted(work)
    what = Wanted(message.channel, message.to, message.template, {"secret": "123456"})
    async with work.job() as tx:
        assert await write(tx, message.id, what) == message  # the worker stopped before it noted anything
    left = await carry(message, work)
    async with work.job() as tx:
        await note(tx, message, left)
    async with work.job() as tx:
        assert await write(tx, message.id, what) is None
    assert [row["state"] for row in await house.rows(STATES)] == ["sent"]


async def test_what_a_channel_raises_leaves_the_message_waiting(house):
    class Silent:
        @hookimpl
        def channels(self):
            async def send(message):
                raise ConnectionError("no gateway")

            return [Channel("sms", send, str)]

    house.work = App(extensions=[Silent()]).work
    await request_code(RequestCode(MOBILE), work=house.work)
    await house.drain(rounds_max=1)
    assert [row["state"] for row in await house.rows(STATES)] == ["waiting"]
    tried = "select attempts, state from store_delivery where handler = 'notices.send_wanted'"
    assert await house.rows(tried) == [{"attempts": 1, "state": "due"}]


async def test_a_message_that_nobody_carries_is_a_fault(house):
    with pytest.raises(Broken, match="no channel carries pigeon"):
        await wanted(house.work, "pigeon")


async def test_neither_recipient_nor_text_shows_in_a_log(house):
    message = await wanted(house.work)
    assert MOBILE in message.to
    assert not [shown for shown in (MOBILE, "123456") if shown in repr(message)]
