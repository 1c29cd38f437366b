"""Events that a plugin emits out of its own process: granted, then judged and kept like any other's."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.flows.play.telling_events import example
from tests.kit.lounge import Workshop, plugged_in

from largesse.kernel.actor import SYSTEM
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.play.sources.grant import EventUnfit, GrantPluginEvents, grant_plugin_events
from largesse.play.sources.keep import (
    ChangeEventSource,
    StopEventSource,
    change_event_source,
    stop_event_source,
)
from largesse.play.sources.keys import GiveSourceKey, give_source_key
from largesse.play.sources.source import SourceOfPlugin
from largesse.plugging.calls.invoke import INVOKER, Invoker
from largesse.plugging.installations.installation import InstallationMissing, OfTheInstitution
from largesse.plugging.installations.switch import DisablePlugin, EnablePlugin, disable_plugin, enable_plugin
from largesse.plugging.installations.uninstall import UninstallPlugin, uninstall_plugin
from largesse.plugging.processes.rate_limit import RateLimit

OPENED, READ = "account.opened", "article.read"
EMITS = (
    {"name": OPENED, "title": {"zh-CN": "开户", "en": "Account opened"}},
    {
        "name": READ,
        "title": {"zh-CN": "读文章", "en": "Article read"},
        "props": [
            {"name": "article", "kind": "text", "needed": True},
            {"name": "seconds", "kind": "number", "needed": True},
        ],
    },
    {"name": "horse.ridden", "title": {"zh-CN": "骑马", "en": "Horse ridden"}},
    {"name": "fund.bought", "title": {"zh-CN": "买基金", "en": "Fund bought"}, "regulated": "wealth"},
)
EMITTING = """
import json
from datetime import datetime


class Trial(Fair):
    async def issue(self, ctx, request):
        events = [Emit(**{**one, "at": datetime.fromisoformat(one["at"])}) for one in json.loads(request.sku)]
        told = await ctx.host.emit(events)
        said = json.dumps([[one.id, one.becomes, one.reason] for one in told])
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref=said)
"""


class Telling:
    """A plugin that emits what it is asked to order, and the bank that granted it."""

    def __init__(self, fair, plugged):
        self.fair, self.plugged = fair, plugged

    async def grants(self, *names, actor=None, installation=None):
        ask = GrantPluginEvents(
            key=self.fair.key(), installation=installation or self.plugged.installation, events=names
        )
        actor = actor or self.fair.who("admin")
        return (await grant_plugin_events(ask, actor=actor, work=self.fair.work)).source

    async def replies(self, *events):
        args = {"order_ref": "o", "sku": json.dumps(events)}
        return await self.plugged.call("issue", args)

    async def becomes(self, *events):
        """Emit and give what the plugin was told of each."""
        reply = await self.replies(*events)
        assert reply.outcome == "succeeded", reply
        return [(becomes, reason) for _, becomes, reason in json.loads(reply.data["provider_ref"])]

    async def refused(self, *events):
        reply = await self.replies(*events)
        return reply.code

    async def count(self):
        return await self.fair.house.value("select count(*) from play_inbound")


def event(ident, name, client, at=None, **props):
    named = {"number": f"C{client.id.hex}"}
    return {"id": ident, "name": name, "at": (at or now()).isoformat(), "client": named, "props": props}


@pytest.fixture
async def telling(fair, tmp_path):
    invoker = Invoker(fair.work)
    fair.house.lend(INVOKER.of(invoker))
    folder = Workshop(tmp_path / "plugins").write(EMITTING, emits=EMITS)
    plugged = await plugged_in(fair.work, invoker, folder, {"url": "", "token": ""})
    yield Telling(fair, plugged)
    await invoker.close()


async def test_what_a_plugin_emits_starts_a_play_once_it_is_granted_and_ends_with_the_plugin(fair, telling):
    _, activity = await fair.publish(fair.document(example("new-client-pack")))
    anna, bert = await fair.clients(2)
    opened = event("p-1", OPENED, anna)
    assert await telling.refused(opened) == "plugin.emit_refused", "nothing was granted yet"
    source = await telling.grants(OPENED)
    assert await telling.becomes(opened) == [("accepted", "")]
    await fair.house.drain()
    books = await fair.books(activity)
    assert (books["draws"], books["rights"]) == (1, 1)
    holder = "select holder from rights_entitlement where activity = $1"
    assert await fair.house.value(holder, activity) == anna.id
    again = event("p-1", OPENED, bert, article="x")
    assert await telling.becomes(opened, again) == [("duplicate", ""), ("quarantined", "told_again")]
    assert await fair.house.value("select via from play_inbound where told_id = 'p-1' limit 1") == "plugin"

    off = DisablePlugin(key=fair.key(), installation=telling.plugged.installation, reason="巡检")
    await disable_plugin(off, actor=SYSTEM, work=fair.work)
    assert await telling.refused(event("p-2", OPENED, anna)) == "plugging.not_enabled"
    on = EnablePlugin(key=fair.key(), installation=telling.plugged.installation)
    await enable_plugin(on, actor=SYSTEM, work=fair.work)
    stop = StopEventSource(key=fair.key(), source=source, reason="对方系统整改")
    await stop_event_source(stop, actor=fair.who("admin"), work=fair.work)
    assert await telling.refused(event("p-2", OPENED, anna)) == "plugin.emit_refused"
    assert await telling.grants(OPENED) == source
    assert await telling.becomes(opened, event("p-2", OPENED, anna)) == [("duplicate", ""), ("accepted", "")]
    audited = await fair.house.rows("select action, facts from store_audit where action like 'play.plugin_%'")
    assert [one["action"] for one in audited].count("play.plugin_events_granted") == 2
    assert {"accepted": 1, "quarantined": 0}.items() <= audited[-1]["facts"].items()


async def test_what_cannot_be_used_stands_apart_with_its_reason_and_a_misshapen_message_is_not_kept(
    fair, telling
):
    (anna,) = await fair.clients(1)
    source = await telling.grants(READ)
    assert await telling.becomes(
        event("1", READ, anna, article="x", seconds=31),
        event("2", OPENED, anna),
        event("3", "live.watched", anna, seconds=1),
        event("4", "made.up", anna),
        event("5", READ, anna, article="x"),
        event("6", READ, anna, article="x", seconds="31"),
        event("7", READ, anna, article="x", seconds=31, more=1),
        event("8", READ, anna, now() - timedelta(days=8), article="x", seconds=31),
        event("9", READ, anna, now() + timedelta(hours=1), article="x", seconds=31),
        {**event("10", READ, anna, article="x", seconds=31), "client": {"number": "nobody"}},
        {**event("11", READ, anna, article="x", seconds=31), "client": {}},
    ) == [
        ("accepted", ""),
        ("quarantined", "not_of_source"),
        ("quarantined", "not_of_source"),
        ("quarantined", "undeclared_name"),
        ("quarantined", "prop_missing"),
        ("quarantined", "prop_misshapen"),
        ("quarantined", "undeclared_prop"),
        ("quarantined", "late"),
        ("quarantined", "ahead"),
        ("quarantined", "client_unknown"),
        ("quarantined", "client_misshapen"),
    ]
    kept = await telling.count()
    for wrong in ([], [event("", READ, anna)], [event("n", READ, anna)] * 501):
        assert await telling.refused(*wrong) == "plugin.emit_refused"
    large = [event(f"l{nr}", READ, anna, article="x" * 2000, seconds=1) for nr in range(150)]
    assert await telling.refused(*large) == "plugin.emit_refused"
    telling.plugged.invoker.emit_rate = RateLimit(per_s=0.001, burst=1.0)
    late = event("12", READ, anna, article="x", seconds=31)
    assert await telling.becomes(late) == [("accepted", "")]
    assert await telling.refused(late) == "plugin.rate_limited"
    assert await telling.count() == kept + 1
    problem = "select key from plugging_problem where installation = $1"
    await telling.plugged.invoker.close()
    rows = await fair.house.rows(problem, telling.plugged.installation)
    assert "emit_refused" in {row["key"] for row in rows}
    for use, ask in (
        (change_event_source, ChangeEventSource(key=fair.key(), source=source)),
        (give_source_key, GiveSourceKey(key=fair.key(), source=source)),
    ):
        with pytest.raises(SourceOfPlugin):
            await use(ask, actor=fair.who("admin"), work=fair.work)


async def test_only_what_the_bank_declared_alike_is_granted_and_by_an_administrator_alone(fair, telling):
    for name, why in (("horse.ridden", "undeclared"), ("fund.bought", "family")):
        with pytest.raises(EventUnfit) as no:
            await telling.grants(OPENED, name)
        assert no.value.reason.key == f"play.event_unfit.{why}"
    for names in ((), ("live.watched",)):
        with pytest.raises(Malformed):
            await telling.grants(*names)
    with pytest.raises(NotAllowed):
        await telling.grants(OPENED, actor=fair.who("operator"))
    branch = replace(fair.who("admin"), units=frozenset({fair.unit("shanghai")}))
    with pytest.raises(OfTheInstitution):
        await telling.grants(OPENED, actor=branch)
    await fair.house.run("update plugging_installation set org_unit = $1", fair.unit("beijing"))
    with pytest.raises(InstallationMissing):
        await telling.grants(OPENED, actor=branch)
    assert await fair.house.value("select count(*) from play_source") == 0


async def test_an_id_counts_once_also_after_the_plugin_was_installed_anew(fair, telling, tmp_path):
    (anna,) = await fair.clients(1)
    source = await telling.grants(OPENED)
    opened = event("once", OPENED, anna)
    assert await telling.becomes(opened) == [("accepted", "")]
    gone = UninstallPlugin(key=fair.key(), installation=telling.plugged.installation)
    await uninstall_plugin(gone, actor=SYSTEM, work=fair.work)
    assert await telling.refused(opened) == "plugging.not_enabled"
    await fair.house.drain()
    assert await fair.house.value("select stopped_at is not null from play_source where id = $1", source)
    with pytest.raises(InstallationMissing):
        await telling.grants(OPENED)
    folder = Workshop(tmp_path / "anew").write(EMITTING, emits=EMITS, version="1.0.1")
    telling.plugged = await plugged_in(fair.work, telling.plugged.invoker, folder, {"url": "", "token": ""})
    assert await telling.grants(OPENED) == source
    assert await telling.becomes(opened) == [("duplicate", "")]
