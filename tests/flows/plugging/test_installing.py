"""An administrator installs, configures, tests and enables a plugin; nothing can be skipped."""

import json
from dataclasses import replace

import pytest
from tests.kit.lounge import LOUNGE, Supplier, lounge_config
from tests.kit.ports import free_port

from largesse.kernel.actor import SYSTEM
from largesse.kernel.errors import NotAllowed
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.plugging.demo import seed
from largesse.plugging.installations.configure import ConfigurePlugin, configure_plugin
from largesse.plugging.installations.install import InstallPlugin, install_plugin
from largesse.plugging.installations.installation import (
    MASK,
    AlreadyInstalled,
    ConsentIncomplete,
    InstallationMissing,
    NotConfigured,
    NotTested,
    OfTheInstitution,
    PluginMissing,
    asks_of,
)
from largesse.plugging.installations.reads import read_plugin
from largesse.plugging.installations.records import Config
from largesse.plugging.installations.switch import DisablePlugin, EnablePlugin, disable_plugin, enable_plugin
from largesse.plugging.installations.try_connection import TryConnection, try_connection
from largesse.plugging.packages.config_schema import SchemaUnfit
from largesse.plugging.packages.discover import read_package
from largesse.plugging.packages.scan import list_version
from largesse.plugging.processes.installed import read_installed
from largesse.store.demo import Stage


@pytest.fixture
def admin(house):
    """An administrator."""
    return house.staff(roles=("admin",))


@pytest.fixture
async def asked(house):
    """The lounge in the catalogue; gives what makes an ask to install it."""
    found = read_package(LOUNGE)
    plugin = await list_version(house.work, found)

    def make(**more):
        return InstallPlugin(**({"key": "k1", "plugin": plugin, "consents": asks_of(found.manifest)} | more))

    return make


async def test_nothing_is_installed_that_was_not_agreed_to(house, admin, asked):
    with pytest.raises(ConsentIncomplete):
        await install_plugin(asked(consents=[]), actor=admin, work=house.work)
    with pytest.raises(PluginMissing):
        await install_plugin(asked(plugin=new_id()), actor=admin, work=house.work)
    assert await house.rows("select 1 from plugging_installation") == []


async def test_a_plugin_is_installed_once(house, admin, asked):
    first = await install_plugin(asked(), actor=admin, work=house.work)
    assert await install_plugin(asked(), actor=admin, work=house.work) == first
    with pytest.raises(AlreadyInstalled):
        await install_plugin(asked(key="k2"), actor=admin, work=house.work)


async def test_only_an_administrator_installs(house, admin, asked):
    with pytest.raises(NotAllowed):
        await install_plugin(asked(), actor=house.staff(roles=("operator",)), work=house.work)


async def test_a_branch_sees_what_serves_the_whole_institution_and_changes_nothing_of_it(
    house, admin, asked, invoker
):
    branch = house.staff(roles=("admin", "operator"), units=frozenset({new_id()}))
    with pytest.raises(OfTheInstitution):
        await install_plugin(asked(), actor=branch, work=house.work)
    one = (await install_plugin(asked(), actor=admin, work=house.work)).installation
    before = await house.rows("select * from plugging_installation")
    config = {"base_url": "https://elsewhere.example"}
    changes = (
        configure_plugin(
            ConfigurePlugin(key="k", installation=one, config=config), actor=branch, work=house.work
        ),
        try_connection(
            TryConnection(key="k", installation=one), actor=branch, work=house.work, invoker=invoker
        ),
        enable_plugin(EnablePlugin(key="k", installation=one), actor=branch, work=house.work),
        disable_plugin(DisablePlugin(key="k", installation=one), actor=branch, work=house.work),
    )
    for change in changes:
        with pytest.raises(OfTheInstitution):
            await change
    assert await house.rows("select * from plugging_installation") == before
    async with house.work.read() as read:
        (plugin,) = await house.rows("select plugin from plugging_installation")
        seen = await read_plugin(read, branch, plugin["plugin"])
    assert seen.installation == one


async def test_an_installation_out_of_reach_is_not_there(house, admin, asked):
    standing = await install_plugin(asked(org_unit=SYSTEM.id), actor=admin, work=house.work)
    stranger = house.staff(roles=("admin",), units=frozenset())
    with pytest.raises(InstallationMissing):
        await enable_plugin(
            EnablePlugin(key="k", installation=standing.installation), actor=stranger, work=house.work
        )


async def test_a_secret_is_sealed_at_rest_and_kept_by_its_mask(house, admin, asked):
    one = (await install_plugin(asked(), actor=admin, work=house.work)).installation
    config = {
        "base_url": "http://127.0.0.1:1",
        "partner": "demo-bank",
        "api_key": "api-key-in-the-clear",
        "callback_secret": "secret-in-the-clear",
    }
    await configure_plugin(
        ConfigurePlugin(key="c1", installation=one, config=config), actor=admin, work=house.work
    )
    kept = json.dumps(await house.rows("select data, secrets from plugging_config"))
    assert "in-the-clear" not in kept
    changed = config | {"api_key": MASK, "callback_secret": MASK, "partner": "other-bank"}
    await configure_plugin(
        ConfigurePlugin(key="c2", installation=one, config=changed), actor=admin, work=house.work
    )
    async with house.work.read() as read:
        now = await read_installed(read, one)
    assert now.config["partner"] == "other-bank"
    assert now.secrets["api_key"] == "api-key-in-the-clear"
    audit = json.dumps(await house.rows("select facts from store_audit"))
    assert "in-the-clear" not in audit


async def test_a_configuration_is_read_back_exactly_as_it_was_kept(house, admin, asked):
    one = (await install_plugin(asked(), actor=admin, work=house.work)).installation
    data = {"text": "行", "number": 2**53, "share": 0.5, "none": None, "list": [True, {"a": []}]}
    async with house.work.job() as tx:
        await Config.create(
            using_db=tx.conn, installation=one, n=1, data=data, secrets={}, made_by=admin.id, made_at=tx.now
        )
    async with house.work.read() as read:
        kept = await Config.get(installation=one, n=1, using_db=read.conn)
        kind = await read.value("select jsonb_typeof(data) from plugging_config")
    assert (kept.data, kept.secrets, kind) == (data, {}, "object")


async def test_what_was_not_tested_as_it_stands_cannot_be_enabled(house, admin, asked, invoker, supplier):
    one = (await install_plugin(asked(), actor=admin, work=house.work)).installation
    test = TryConnection(key="t0", installation=one)
    with pytest.raises(NotConfigured):
        await try_connection(test, actor=admin, work=house.work, invoker=invoker)
    config = lounge_config(supplier)
    await configure_plugin(
        ConfigurePlugin(key="c1", installation=one, config=config), actor=admin, work=house.work
    )
    with pytest.raises(NotTested):
        await enable_plugin(EnablePlugin(key="e1", installation=one), actor=admin, work=house.work)

    tested = await try_connection(
        TryConnection(key="t1", installation=one), actor=admin, work=house.work, invoker=invoker
    )
    assert tested.ok
    await configure_plugin(
        ConfigurePlugin(key="c2", installation=one, config=config), actor=admin, work=house.work
    )
    with pytest.raises(NotTested):
        await enable_plugin(EnablePlugin(key="e2", installation=one), actor=admin, work=house.work)


async def test_a_bad_key_and_an_unreachable_provider_are_told_apart(house, admin, asked, invoker, supplier):
    one = (await install_plugin(asked(), actor=admin, work=house.work)).installation

    async def problems(key, **changes):
        config = lounge_config(supplier) | changes
        await configure_plugin(
            ConfigurePlugin(key=key, installation=one, config=config), actor=admin, work=house.work
        )
        test = TryConnection(key=key, installation=one)
        tested = await try_connection(test, actor=admin, work=house.work, invoker=invoker)
        assert not tested.ok
        return [problem.path for problem in tested.findings.problems]

    assert await problems("p1", api_key="x" * 20) == ["api_key"]
    assert await problems("p2", base_url=f"http://127.0.0.1:{free_port()}") == ["base_url"]


async def test_the_demo_brings_the_lounge_up_and_a_second_run_changes_nothing(house, invoker):
    home = settings().home / "supplier" / "lounge"
    supplier = Supplier(home)
    try:
        for _ in range(2):
            stage = Stage(work=house.work, known={})
            await seed(stage)
        (row,) = await house.rows("select id, state, config from plugging_installation")
        assert row == {"id": stage.known["installation.lounge"], "state": "enabled", "config": 1}
    finally:
        supplier.close()
        (home / "partner.json").unlink()


async def test_without_its_supplier_the_demo_leaves_the_lounge_waiting(house, invoker):
    stage = Stage(work=house.work, known={})
    await seed(stage)
    (row,) = await house.rows("select state from plugging_installation")
    assert row["state"] == "consented"


async def test_a_plugin_listed_before_its_schema_was_looked_at_is_not_installed(house, admin):
    found = read_package(LOUNGE)
    old = replace(found, schema=found.schema | {"properties": {"base_url": {"$ref": "file:///etc/passwd"}}})
    plugin = await list_version(house.work, old)
    with pytest.raises(SchemaUnfit) as refused:
        await install_plugin(InstallPlugin(key="k1", plugin=plugin), actor=admin, work=house.work)
    assert refused.value.place == "/properties/base_url/$ref"
    assert await house.rows("select 1 from plugging_installation") == []
