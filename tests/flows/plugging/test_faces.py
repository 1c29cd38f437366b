"""The administrator's whole way through the console's face."""

import pytest
from tests.kit.faces import Asker
from tests.kit.lounge import LOUNGE, lounge_config

from largesse.plugging.installations.installation import MASK
from largesse.plugging.packages.discover import read_package
from largesse.plugging.packages.scan import list_version

REFUSAL = "... on Refusal { code message path }"
PLUGIN = """id key name version publisher state capabilities egress asks isolation configSchema
  installation { id state config testOk testMessage } problems { code message count critical }"""
LIST = "{ plugins { countAtLeast edges { node { key state } } } }"
SHOW = f"query($id: String!) {{ plugin(id: $id) {{ {PLUGIN} }} }}"


def mutation(name, success="PluginChanged", more=""):
    kind = name[0].upper() + name[1:]
    return f"""mutation($ask: {kind}Ask!) {{ {name}(ask: $ask) {{ __typename
      ... on {success} {{ {more} plugin {{ {PLUGIN} }} }} {REFUSAL} }} }}"""


@pytest.fixture
def ask(house, invoker):
    async def asked(query, locale="zh-CN", actor=None, **variables):
        who = actor or house.staff(roles=("admin",))
        (answer,) = (await Asker(house.work, who, locale=locale).asks(query, **variables)).values()
        return answer

    return asked


@pytest.fixture
async def listed(house, ask):
    """The lounge in the catalogue; gives its id."""
    await list_version(house.work, read_package(LOUNGE))
    (edge,) = (await ask("{ plugins { edges { node { id key state } } } }"))["edges"]
    assert (edge["node"]["key"], edge["node"]["state"]) == ("largesse.lounge", "available")
    return edge["node"]["id"]


async def test_an_administrator_installs_configures_tests_and_enables_on_screen(ask, listed, supplier, house):
    admin = house.staff(roles=("admin",))
    made = await ask(mutation("installPlugin"), actor=admin, ask={"key": "i", "plugin": listed})
    assert made["plugin"]["state"] == "consented"
    one = made["plugin"]["installation"]["id"]

    early = await ask(mutation("enablePlugin"), actor=admin, ask={"key": "e0", "installation": one})
    assert early["code"] == "plugging.wrong_state"
    bad = await ask(
        mutation("configurePlugin"), ask={"key": "c0", "installation": one, "config": {"partner": "x"}}
    )
    assert (bad["code"], bad["path"].split(".")[0]) == ("plugging.config_unfit", "config")

    config = lounge_config(supplier)
    kept = await ask(mutation("configurePlugin"), ask={"key": "c1", "installation": one, "config": config})
    shown = kept["plugin"]["installation"]["config"]
    assert (shown["api_key"], shown["callback_secret"]) == (MASK, MASK)
    assert shown["base_url"] == supplier.url

    tested = await ask(
        mutation("testPlugin", "PluginTested", "ok message"), ask={"key": "t", "installation": one}
    )
    assert tested["ok"] is True
    assert "连接正常" in tested["message"]
    assert tested["plugin"]["isolation"].startswith("limits")

    enabled = await ask(mutation("enablePlugin"), ask={"key": "e1", "installation": one})
    assert enabled["plugin"]["state"] == "enabled"
    assert (await ask(LIST))["edges"] == [{"node": {"key": "largesse.lounge", "state": "enabled"}}]
    stopped = await ask(mutation("disablePlugin"), ask={"key": "d", "installation": one, "reason": "升级"})
    assert stopped["plugin"]["state"] == "disabled"


async def test_what_is_not_agreed_to_is_named(ask, listed):
    no = await ask(mutation("installPlugin"), locale="en", ask={"key": "i", "plugin": listed, "consents": []})
    assert no["code"] == "plugging.consent_incomplete"
    assert "pii:beneficiary.name" in no["message"]


async def test_a_designer_sees_no_plugins_and_an_operator_cannot_install(house, ask, listed):
    no = await ask(
        mutation("installPlugin"),
        actor=house.staff(roles=("operator",)),
        ask={"key": "i", "plugin": listed},
    )
    assert no["code"] == "kernel.not_allowed"
    shown = await ask(SHOW, actor=house.staff(roles=("operator",)), id=listed)
    assert shown["key"] == "largesse.lounge"


async def test_a_problem_is_told_in_the_reader_s_language(house, ask, listed, supplier):
    made = await ask(mutation("installPlugin"), ask={"key": "i", "plugin": listed})
    one = made["plugin"]["installation"]["id"]
    config = lounge_config(supplier) | {"api_key": "x" * 20}
    await ask(mutation("configurePlugin"), ask={"key": "c", "installation": one, "config": config})
    tested = await ask(
        mutation("testPlugin", "PluginTested", "ok message"),
        locale="en",
        ask={"key": "t", "installation": one},
    )
    assert (tested["ok"], tested["message"]) == (False, "The lounge does not accept this key")
