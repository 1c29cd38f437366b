"""The administrator's whole way through the console's face."""

import pytest
from tests.kit.faces import Asker
from tests.kit.lounge import LOUNGE, lounge_config

from largesse.kernel.ids import new_id
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
    assert (tested["ok"], tested["message"]) == (False, "The supplier does not accept this key")


OFFERED = "query($id: String!) { plugin(id: $id) { state actions } }"
ARRANGE = """update plugging_installation set state = $1, config = $2, tested_config = $3, tested_ok = true
  where id = $4"""
CONFIG = {
    "base_url": "http://127.0.0.1:1",
    "partner": "demo-bank",
    "api_key": "k" * 20,
    "callback_secret": "s" * 20,
}


@pytest.fixture
async def installed(house, ask, listed):
    """The lounge, installed; gives how to put its row into a state."""
    made = await ask(mutation("installPlugin"), ask={"key": "i", "plugin": listed})
    one = made["plugin"]["installation"]["id"]
    row = await house.value("select id from plugging_installation")

    async def stand(state, config, tested):
        for n in range(await house.value("select count(*) from plugging_config"), config):
            asked = {"key": f"c{n}", "installation": one, "config": CONFIG}
            await ask(mutation("configurePlugin"), ask=asked)
        await house.run(ARRANGE, state, config, tested, row)
        return one

    return stand


# A state, the number of the configuration, the one that was tested well, and what may be done then.
@pytest.mark.parametrize(
    "standing",
    [
        ("consented", 0, None, {"configure", "uninstall"}),
        ("configured", 1, None, {"configure", "test", "uninstall"}),
        ("configured", 2, 1, {"configure", "test", "uninstall"}),
        ("tested", 1, 1, {"configure", "test", "enable", "uninstall"}),
        ("enabled", 1, 1, {"configure", "test", "disable", "uninstall"}),
        ("suspended", 1, 1, {"configure", "test", "enable", "disable", "uninstall"}),
        ("disabled", 1, 1, {"configure", "test", "enable", "uninstall"}),
        ("disabled", 1, None, {"configure", "test", "uninstall"}),
    ],
)
async def test_a_plugin_offers_exactly_what_is_accepted(ask, listed, installed, standing):
    *stands, acts = standing
    for act in ("test", "enable", "disable", "configure", "uninstall"):
        one = await installed(*stands)
        assert set((await ask(OFFERED, id=listed))["actions"]) == acts
        asked = {"key": act, "installation": one} | ({"config": CONFIG} if act == "configure" else {})
        success = "PluginTested" if act == "test" else "PluginChanged"
        answer = await ask(mutation(f"{act}Plugin", success), ask=asked)
        assert (answer["__typename"] == success) == (act in acts), (act, answer)


async def test_a_test_that_fails_leaves_an_enabled_plugin_enabled(ask, listed, installed):
    one = await installed("enabled", 1, 1)
    told = await ask(mutation("testPlugin", "PluginTested", "ok"), ask={"key": "t", "installation": one})
    assert (told["ok"], told["plugin"]["state"], told["plugin"]["installation"]["testOk"]) == (
        False,
        "enabled",
        True,
    )


HANDS = {
    "admin": ({"role": "admin"}, {"install"}, {"configure", "test", "disable", "uninstall"}),
    "operator": ({"role": "operator"}, set(), {"test", "disable"}),
    "auditor": ({"role": "auditor"}, set(), set()),
    "admin of a branch": ({"role": "admin", "units": frozenset({new_id()})}, set(), set()),
}


@pytest.mark.parametrize("hand", HANDS)
async def test_a_plugin_that_is_not_installed_is_offered_to_who_may_install(house, ask, listed, hand):
    who, acts, _ = HANDS[hand]
    reader = house.staff(roles=(who["role"],), units=who.get("units"))
    assert set((await ask(OFFERED, actor=reader, id=listed))["actions"]) == acts
    answer = await ask(mutation("installPlugin"), actor=reader, ask={"key": "i", "plugin": listed})
    assert (answer["__typename"] == "PluginChanged") == bool(acts)


@pytest.mark.parametrize("hand", HANDS)
async def test_a_plugin_offers_each_hand_its_own_acts(house, ask, listed, installed, hand):
    who, _, acts = HANDS[hand]
    reader = house.staff(roles=(who["role"],), units=who.get("units"))
    for act in ("configure", "test", "disable", "uninstall"):
        one = await installed("enabled", 1, 1)
        assert set((await ask(OFFERED, actor=reader, id=listed))["actions"]) == acts
        asked = {"key": act, "installation": one} | ({"config": CONFIG} if act == "configure" else {})
        success = "PluginTested" if act == "test" else "PluginChanged"
        answer = await ask(mutation(f"{act}Plugin", success), actor=reader, ask=asked)
        assert (answer["__typename"] == success) == (act in acts), (act, answer)
