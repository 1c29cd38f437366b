"""A demo made in development and started as production: each of its doors is shut, whoever left it open."""

from functools import partial

import pytest
from tests.kit.faces import Asker
from tests.kit.production import in_production

from largesse.audience.entering import demo_app
from largesse.audience.entering.code import RequestCode, request_code
from largesse.audience.entering.enter import DemoOnly, EnterAsDemoClient, enter_as_demo_client
from largesse.audience.entering.launch import LaunchTokenRefused, exchange_launch_token
from largesse.cli.production import refuse_demo
from largesse.embedded.refusals import DemoDatabase
from largesse.identity.sessions.recognise import recognition
from largesse.identity.sessions.sessions import actor_of
from largesse.identity.sessions.sign_in import SignIn, SignInRefused, sign_in
from largesse.kernel.settings import settings
from largesse.plugging.packages.discover import plugin_path


@pytest.fixture
def production():
    """Turn this process into one of production, with the demo still asked for."""
    return partial(in_production, DEMO="true")


async def test_no_one_is_named_and_no_one_enters_by_the_picker(bank, production):
    picker = Asker(bank.work, face="client")
    assert (await picker.asks("{ demoClients { id } }"))["demoClients"]
    with production():
        assert (await picker.asks("{ demoClients { id } }"))["demoClients"] == []
        with pytest.raises(DemoOnly):
            await enter_as_demo_client(EnterAsDemoClient(bank.client("liu")), work=bank.work)


async def test_the_demos_app_signs_nothing_and_what_it_signed_before_opens_nothing(bank, production):
    signed = await demo_app.mint(bank.client("chen"), "mid-autumn", work=bank.work)
    with production():
        with pytest.raises(DemoOnly):
            await demo_app.mint(bank.client("chen"), "mid-autumn", work=bank.work)
        with pytest.raises(LaunchTokenRefused) as refused:
            await exchange_launch_token(bank.work, "mid-autumn", signed)
    assert refused.value.why == "issuer"
    assert await exchange_launch_token(bank.work, "mid-autumn", signed)


async def test_the_tray_opens_no_message(bank, production):
    await request_code(RequestCode("13900010001", "10.0.0.1", "zh-CN"), work=bank.work)
    await bank.house.drain()
    tray = Asker(bank.work, bank.who("operator"))
    with production():
        shown = await tray.asks("{ messages { edges { node { text } } } }")
    assert [edge["node"]["text"] for edge in shown["messages"]["edges"]] == ["内容已加密保存"]


async def test_the_demos_people_neither_sign_in_nor_stay_signed_in(bank, production):
    ask = SignIn("admin@demo.bank", bank.known["demo.password"], "10.0.0.7")
    opened = await sign_in(ask, work=bank.work)
    assert await actor_of(bank.work, opened.token)
    with production():
        assert await actor_of(bank.work, opened.token) is None
        with pytest.raises(SignInRefused):
            await sign_in(ask, work=bank.work)


async def test_who_entered_by_the_picker_is_nobody_any_more(bank, production):
    token = await enter_as_demo_client(EnterAsDemoClient(bank.client("liu")), work=bank.work)
    assert await recognition(bank.work).client(token)
    with production():
        assert await recognition(bank.work).client(token) is None
        assert await actor_of(bank.work, token) is None


async def test_production_does_not_start_over_the_demos_database(bank, production):
    await refuse_demo(settings(), bank.house.dsn)
    with production():
        assert plugin_path() == []
        only_production = settings().model_copy(update={"demo_wanted": False})
        with pytest.raises(DemoDatabase):
            await refuse_demo(only_production, bank.house.dsn)
