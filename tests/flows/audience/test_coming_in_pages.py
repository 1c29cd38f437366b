"""The pages for the bank's app and for its gateway do what they say, with the code that stands on them."""

import httpx
import pytest
from tests.kit.bank_app import BankApp
from tests.kit.pages import module_of
from tests.kit.post import gateway_server

from largesse.audience.entering.launch import exchange_launch_token
from largesse.identity.sessions.sessions import actor_of
from largesse.kernel.ids import new_id
from largesse.notices.carriers import gateway
from largesse.notices.channel import Outgoing
from largesse.notices.records import MessageId

SECRET = "a secret of some length"


@pytest.mark.parametrize("as_text", [True, False], ids=["PEM", "JWK"])
async def test_the_link_that_the_page_signs_brings_a_client_in(bank, as_text):
    app = await BankApp("bank-app").registered(bank.work)
    private = app.pair.as_pem(private=True) if as_text else app.pair.as_dict(private=True)
    page = module_of("let-the-banks-app-in")
    link = httpx.URL(
        page.link(private, app.pair.thumbprint(), "C80001", "https://gifts.bank.example/a/mid-autumn")
    )
    session = await exchange_launch_token(bank.work, link.path.rpartition("/")[2], link.params["t"])
    assert (await actor_of(bank.work, session)).id == bank.client("wang")


async def test_the_check_of_the_page_takes_what_the_house_sends_and_nothing_else():
    genuine = module_of("send-codes-to-clients").genuine
    message = Outgoing(
        MessageId(new_id()), "sms", "13900010001", "notices.code", "您的验证码为 123456", "zh-CN"
    )
    async with gateway_server() as server:
        await gateway.carry(gateway.Gateway(server.address, "hmac-sha256"), SECRET, message)
    [taken] = server.taken
    assert genuine(taken.headers, taken.body, SECRET)
    assert not genuine(taken.headers, taken.body.replace(b"123456", b"654321"), SECRET)
    assert not genuine(taken.headers, taken.body, "another secret of length")
    old = gateway.signed("hmac-sha256", SECRET, taken.body, 1_700_000_000)
    assert not genuine(old, taken.body, SECRET)
