"""A newer version is tried beside the one that runs, switched to in one commit, and gone back from."""

import asyncio
import json
from dataclasses import replace

import pytest
from packaging.version import Version as Release
from tests.kit.faces import Asker
from tests.kit.lounge import TRIAL_FIELDS, plugged_in
from tests.kit.waiting import eventually_here

from largesse.kernel.actor import SYSTEM
from largesse.kernel.errors import NotAllowed
from largesse.kernel.ids import new_id, text_id
from largesse.plugging.installations.install import InstallPlugin, install_plugin
from largesse.plugging.installations.installation import (
    MASK,
    AlreadyInstalled,
    ConfigUnfit,
    ConsentIncomplete,
    InstallationMissing,
    PluginMissing,
)
from largesse.plugging.installations.probe import probe
from largesse.plugging.installations.switch import DisablePlugin, disable_plugin
from largesse.plugging.installations.uninstall import (
    STANDS_ON,
    Stands,
    StillUsed,
    UninstallPlugin,
    uninstall_plugin,
)
from largesse.plugging.packages.discover import read_package
from largesse.plugging.packages.records import Version
from largesse.plugging.packages.scan import list_version
from largesse.plugging.packages.stored_code import CodeChanged, folder_of
from largesse.plugging.processes.connection import Connection
from largesse.plugging.processes.installed import read_installed
from largesse.plugging.upgrades import upgrade
from largesse.plugging.upgrades.offer import NothingNewer, NoVersionBefore
from largesse.plugging.upgrades.roll_back import RollBackPlugin, roll_back_plugin
from largesse.plugging.upgrades.upgrade import UpgradePlugin, upgrade_plugin

SAYS = """
class Trial(Fair):
    async def query(self, ctx, query):
        await asyncio.sleep({wait})
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref="{ref} " + ctx.config.get("url", ""))
"""
FAILS = """
class Trial(Fair):
    async def test_connection(self, ctx):
        return Probe(ok=False, problems=(FieldProblem(path="url", code="trial.no", message={"en": "no"}),))
"""
MORE = {**TRIAL_FIELDS, "region": {"type": "string", "default": "cn"}}


def saying(ref, wait=0):
    return SAYS.format(ref=ref, wait=wait)


class Desk:
    """An installation of the trial plugin, and the newer versions of it that are found."""

    def __init__(self, house, invoker, workshop):
        self.house, self.invoker, self.workshop = house, invoker, workshop

    @property
    def work(self):
        return self.house.work

    async def installed(self, body="", **more):
        config = {"url": "u", "token": "secret-in-the-clear"}
        self.plugged = await plugged_in(
            self.work, self.invoker, self.workshop.write(body or saying("one"), **more), config
        )
        return self.plugged

    async def found(self, body, version="1.1.0", **more):
        """Put a version on the plugin path; gives its id and digest."""
        package = read_package(self.workshop.write(body, version=version, **more))
        await list_version(self.work, package)
        async with self.work.read() as read:
            return await Version.get(digest=package.tree.digest, using_db=read.conn)

    async def upgrade(self, version, consents=("callback:/trial",), config=None, actor=SYSTEM, key=None):
        ask = UpgradePlugin(
            key=key or str(new_id()),
            installation=self.plugged.installation,
            version=version.id,
            consents=list(consents),
            config=config,
        )
        return await upgrade_plugin(ask, actor=actor, work=self.work)

    async def back(self):
        ask = RollBackPlugin(key=str(new_id()), installation=self.plugged.installation, reason="退款失败")
        return await roll_back_plugin(ask, actor=SYSTEM, work=self.work)

    async def uninstall(self):
        ask = UninstallPlugin(key=str(new_id()), installation=self.plugged.installation, reason="停止合作")
        return await uninstall_plugin(ask, actor=SYSTEM, work=self.work)

    async def says(self):
        return (await self.plugged.find("k")).data["provider_ref"]

    async def row(self):
        (row,) = await self.house.rows(
            "select * from plugging_installation where id = $1", self.plugged.installation
        )
        return row


@pytest.fixture
async def desk(house, invoker, workshop):
    return Desk(house, invoker, workshop)


async def test_a_newer_version_takes_over_with_configuration_and_secrets_and_goes_back(desk):
    await desk.installed()
    new = await desk.found(saying("two"), fields=MORE)
    assert await desk.says() == "one u"
    assert (await desk.upgrade(new)).ok
    row = await desk.row()
    assert (await desk.says(), row["state"], row["version"]) == ("two u", "enabled", new.id)
    async with desk.work.read() as read:
        kept = await read_installed(read, desk.plugged.installation)
    assert kept.secrets == {"token": "secret-in-the-clear"}
    standing = await desk.back()
    assert (await desk.says(), standing.state) == ("one u", "enabled")
    assert (await desk.row())["previous"] is None
    with pytest.raises(NoVersionBefore):
        await desk.back()
    assert (await desk.upgrade(new)).ok


async def test_a_failed_test_leaves_the_old_version_running_and_without_a_problem(desk):
    await desk.installed()
    tried = await desk.upgrade(await desk.found(FAILS))
    assert (tried.ok, tried.findings.problems[0].code) == (False, "trial.no")
    assert await desk.says() == "one u"
    assert (await desk.row())["config"] == 1
    tried = await desk.upgrade(await desk.found("\nimport nothing_such\n", version="1.2.0"))
    assert (tried.ok, tried.findings.code) == (False, "plugging.not_started")
    assert await desk.says() == "one u"
    assert await desk.house.rows("select key from plugging_problem") == []


async def test_what_it_asks_for_beyond_is_agreed_to_first(desk):
    await desk.installed()
    new = await desk.found(saying("two"), egress=("https://api.bank.example",))
    with pytest.raises(ConsentIncomplete) as no:
        await desk.upgrade(new)
    assert no.value.missing == "net:https://api.bank.example"
    assert (await desk.upgrade(new, consents=("callback:/trial", "net:https://api.bank.example"))).ok


async def test_a_configuration_that_does_not_fit_is_named_and_may_be_given(desk):
    await desk.installed()
    fields = {"region": {"type": "string"}, "token": {"type": "string"}}
    new = await desk.found(saying("two"), fields=fields, required=("region",))
    with pytest.raises(ConfigUnfit) as no:
        await desk.upgrade(new)
    assert no.value.field == "region"
    assert (await desk.upgrade(new, config={"region": "cn"})).ok
    async with desk.work.read() as read:
        kept = await read_installed(read, desk.plugged.installation)
    assert (kept.config, kept.secrets) == ({"region": "cn"}, {})  # no secret becomes a plain field


async def test_a_call_under_way_ends_on_the_old_process(desk):
    await desk.installed(saying("one", wait=1.5))
    new = await desk.found(saying("two"))
    await desk.plugged.call("catalogue_sync", {"query": {}})
    old = desk.plugged.pid()
    calling = asyncio.create_task(desk.plugged.find("k"))
    child = desk.invoker.children.running(desk.plugged.installation)
    await eventually_here(lambda: bool(child._calls))
    assert (await desk.upgrade(new)).ok
    assert await desk.says() == "two u"
    assert desk.plugged.pid() != old
    assert (await calling).data["provider_ref"] == "one u"
    await eventually_here(lambda: child.gone)


async def test_what_is_disabled_during_the_trial_stays_disabled(desk, monkeypatch):
    await desk.installed()
    new = await desk.found(saying("two"))
    off = DisablePlugin(key="off", installation=desk.plugged.installation, reason="服务商故障")

    async def disabled_meanwhile(*asked):
        await disable_plugin(off, actor=SYSTEM, work=desk.work)
        return await probe(*asked)

    monkeypatch.setattr(upgrade, "probe", disabled_meanwhile)
    assert (await desk.upgrade(new)).ok
    row = await desk.row()
    assert (row["version"], row["state"]) == (new.id, "disabled")


async def test_only_the_newest_is_offered_and_only_to_an_administrator(desk):
    await desk.installed()
    older = await desk.found(saying("old"), version="0.9.0")
    newer = await desk.found(saying("two"), version="1.9.0")
    newest = await desk.found(saying("ten"), version="1.10.0")
    for not_offered in (older, newer):
        with pytest.raises(NothingNewer):
            await desk.upgrade(not_offered)
    with pytest.raises(NotAllowed):
        await desk.upgrade(newest, actor=desk.house.staff(roles=("operator",)))
    assert (await desk.upgrade(newest)).ok


async def test_the_catalogue_shows_the_version_that_is_installed_whichever_was_found_last(desk):
    numbers = ["1.10.0rc1", "1.10.0", "1.10.0b2", "1.9.0", "1.10.0rc10", "1.10.0a1"]
    found = {one: await desk.found(saying(one), version=one) for one in numbers}
    asker = Asker(desk.work, desk.house.staff(roles=("admin",)))
    gone, shown = "update plugging_version set removed_at = now() where id = $1", []
    for _ in numbers:
        (edge,) = (await asker.asks("{ plugins { edges { node { id version } } } }"))["plugins"]["edges"]
        shown.append(edge["node"]["version"])
        await desk.house.run(gone, found[shown[-1]].id)
    assert shown == sorted(numbers, key=Release, reverse=True)


async def test_the_same_ask_again_has_the_same_answer_and_of_two_at_once_one_switches(desk):
    await desk.installed()
    new = await desk.found(saying("two"))
    found = await asyncio.gather(desk.upgrade(new), desk.upgrade(new, key="mine"), return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["Contended", "UpgradeTried"]
    newest = await desk.found(saying("three"), version="1.2.0")
    first = await desk.upgrade(newest, key="again")
    assert await desk.upgrade(newest, key="again") == first


async def test_what_is_uninstalled_leaves_its_records_and_neither_secrets_nor_code(desk):
    await desk.installed()
    await desk.says()
    digest = await desk.house.value("select digest from plugging_version")
    assert folder_of(digest).exists()
    await desk.uninstall()
    await desk.house.drain()
    assert not folder_of(digest).exists()
    assert desk.invoker.children.running(desk.plugged.installation) is None
    assert await desk.house.rows("select secrets from plugging_config") == [{"secrets": {}}]
    assert (await desk.plugged.find("k")).code == "plugging.not_enabled"
    with pytest.raises(InstallationMissing):
        await desk.uninstall()
    plugin = (await desk.row())["plugin"]
    with pytest.raises(PluginMissing):
        await install_plugin(InstallPlugin(key="gone", plugin=plugin), actor=SYSTEM, work=desk.work)
    await desk.installed()  # found again, under the same name
    assert await desk.says() == "one u"
    with pytest.raises(AlreadyInstalled):
        await install_plugin(InstallPlugin(key="twice", plugin=plugin), actor=SYSTEM, work=desk.work)


async def test_a_child_that_is_on_its_way_out_has_hung_up_when_its_process_stops(desk, monkeypatch):
    await desk.installed()
    await desk.says()
    children = desk.invoker.children
    old = children.running(desk.plugged.installation)
    hung_up, close = [], Connection.close

    async def noted(connection):
        await close(connection)
        hung_up.append(connection)

    monkeypatch.setattr(Connection, "close", noted)
    with pytest.raises(CodeChanged):
        await children.of(replace(old.installed, digest="0" * 64))
    await desk.invoker.close()
    assert old._connection in hung_up


async def test_what_others_stand_on_is_not_uninstalled_and_says_who(desk):
    await desk.installed()

    async def stands(_read, _installation):
        return Stands(providers=["lounge"], orders=2, rights=3)

    desk.house.lend(STANDS_ON.of(stands))
    with pytest.raises(StillUsed) as no:
        await desk.uninstall()
    assert no.value.facts() == {"providers": "lounge", "orders": 2, "rights": 3}
    assert await desk.says() == "one u"


async def test_no_secret_is_told_by_an_upgrade(desk):
    await desk.installed()
    await desk.upgrade(await desk.found(saying("two")))
    told = await desk.house.rows(
        "select facts::text as text from store_audit union all select payload::text from store_outbox"
        " union all select answer::text from store_receipt"
    )
    assert "in-the-clear" not in json.dumps(told)


async def test_an_administrator_sees_what_changes_and_takes_it_on_screen(desk):
    await desk.installed()
    fields = {"region": {"type": "string", "default": "cn"}, "token": {"type": "string", "x-secret": True}}
    await desk.found(saying("two"), fields=fields, egress=("https://api.bank.example",))
    asker = Asker(desk.work, desk.house.staff(roles=("admin",)))
    plugin = text_id("plg", (await desk.row())["plugin"])
    show = """query($id: String!) { plugin(id: $id) { version versionBefore actions upgrade {
      id version asks asksAdded fieldsAdded fieldsRemoved config actions } installation { id } } }"""
    shown = (await asker.asks(show, id=plugin))["plugin"]
    offer = shown["upgrade"]
    assert (shown["version"], offer["version"], offer["actions"]) == ("1.0.0", "1.1.0", ["upgrade"])
    assert offer["asksAdded"] == ["net:https://api.bank.example"]
    assert (offer["fieldsAdded"], offer["fieldsRemoved"]) == (["region"], ["url"])
    assert offer["config"] == {"token": MASK}
    take = """mutation($ask: UpgradePluginAsk!) { upgradePlugin(ask: $ask) { __typename
      ... on PluginTested { ok plugin { version versionBefore actions upgrade { id } } } } }"""
    ask = {"key": "u", "installation": shown["installation"]["id"], "version": offer["id"]}
    taken = await asker.asks(take, ask=ask | {"consents": offer["asks"], "config": offer["config"]})
    after = taken["upgradePlugin"]["plugin"]
    assert (after["version"], after["versionBefore"], after["upgrade"]) == ("1.1.0", "1.0.0", None)
    assert "roll_back" in after["actions"]
