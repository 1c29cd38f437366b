"""A plugin is told of its switch, asked how it is, and may object to a configuration."""

import pytest
from tests.kit.lounge import plugged_in

from largesse.kernel.actor import SYSTEM
from largesse.plugging.handlers import ask_health
from largesse.plugging.installations.switch import DisablePlugin, disable_plugin

TELLING = """
class Trial(Fair):
    async def on_enable(self, ctx):
        raise Declined("heard of enabling", code="trial.heard_enable")

    async def on_disable(self, ctx):
        raise Declined("heard of disabling", code="trial.heard_disable")

    async def health(self, ctx):
        return Health(ok=False, note="running low")
"""
OBJECTING = """
class Trial(Fair):
    async def validate_config(self, ctx, config):
        if config.get("url") == "wrong":
            return (FieldProblem(path="url", code="trial.wrong", message={"en": "wrong"}),)
        return ()
"""


async def problems(house):
    rows = await house.rows("select key, note from plugging_problem order by first_at")
    return [(row["key"], row["note"]) for row in rows]


async def test_an_unwell_plugin_is_seen(house, invoker, workshop):
    await plugged_in(house.work, invoker, workshop.write(TELLING), {})
    await ask_health(house.work)
    assert ("plugging.unwell", "running low") in await problems(house)


async def test_a_disabled_plugin_is_told_and_its_process_ends(house, invoker, workshop):
    trial = await plugged_in(house.work, invoker, workshop.write(TELLING + "\n# told\n"), {})
    await house.drain()
    await disable_plugin(
        DisablePlugin(key="off", installation=trial.installation), actor=SYSTEM, work=house.work
    )
    await house.drain()
    assert invoker.children.running(trial.installation) is None
    done = await house.rows("select handler, state from store_delivery order by event")
    assert [(row["handler"], row["state"]) for row in done] == [
        ("plugging.tell_enabled", "done"),
        ("plugging.tell_disabled", "done"),
    ]


async def test_a_plugin_may_object_to_a_configuration_before_anybody_is_called(house, invoker, workshop):
    with pytest.raises(AssertionError, match=r"trial\.wrong"):
        await plugged_in(house.work, invoker, workshop.write(OBJECTING), {"url": "wrong"})
