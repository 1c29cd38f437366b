"""Plugins and their installations on the console face."""

from uuid import UUID

import strawberry

from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.ids import parse_id
from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.installations.configure import configure_plugin
from largesse.plugging.installations.install import install_plugin
from largesse.plugging.installations.installation import PluginMissing, Standing
from largesse.plugging.installations.reads import plugins_page, read_plugin
from largesse.plugging.installations.records import Installation
from largesse.plugging.installations.switch import disable_plugin, enable_plugin
from largesse.plugging.installations.try_connection import TryConnection, try_connection
from largesse.plugging.installations.views import PLUGIN, Plugin, findings_in_words
from largesse.plugging.problems.reads import open_problems


@strawberry.type(description="A plugin after a step.")
class PluginChanged:
    """The success of every step."""

    plugin: Plugin = named("The plugin as it stands now.")


@strawberry.type(description="A plugin after a live test.")
class PluginTested:
    """The success of a test: that it took place."""

    ok: bool = named("Whether the provider accepted the configuration.")
    message: str = named("What the test found, in words.")
    plugin: Plugin = named("The plugin as it stands now.")


async def show_plugin(context: Context, plugin: UUID) -> Plugin:
    """Show a plugin with its installation and its problems.

    Raises:
        PluginMissing: ``plugging.plugin_missing``.
    """
    async with context.work.read() as read:
        found = await read_plugin(read, context.who(), plugin)
        if found is None:
            raise PluginMissing(str(plugin))
        problems = await open_problems(read, found.installation) if found.installation else []
    return Plugin.of(found, context.locale, problems)


async def show_installed(context: Context, installation: UUID) -> Plugin:
    """Show the plugin of an installation."""
    async with context.work.read() as read:
        found = await Installation.get(id=installation, using_db=read.conn)
    return await show_plugin(context, found.plugin)


async def show_changed(standing: Standing, info: Info) -> PluginChanged:
    """Show a plugin after a step."""
    return PluginChanged(plugin=await show_installed(info.context, standing.installation))


async def test_plugin(ask: TryConnection, info: Info) -> PluginTested:
    """Try the connection with this process's invoker."""
    context = info.context
    tried = await try_connection(
        ask, actor=context.who(), work=context.work, invoker=context.work.house.needed(INVOKER)
    )
    plugin = await show_installed(context, ask.installation)
    return PluginTested(
        ok=tried.ok, message=findings_in_words(tried.findings, context.locale) or "", plugin=plugin
    )


@strawberry.type
class PluginQuery:
    """Queries about plugins."""

    plugins: Connection[Plugin] = list_field(
        Listing("plugins", "plugging.view", plugins_page, Plugin.of),
        "Plugins of the catalogue. sort: name, key, version, state.",
    )

    @strawberry.field(description="One plugin; null when missing or out of reach.")
    @missing_as_null
    async def plugin(self, info: Info, id: str) -> Plugin | None:  # noqa: A002 - the face's name
        info.context.who().must("plugging.view")
        return await show_plugin(info.context, parse_id(PLUGIN, id))


@strawberry.type
class PluginMutation:
    """Steps of an administrator."""

    install_plugin = mutation(
        install_plugin, "Install a plugin for the whole institution.", shows=show_changed
    )
    configure_plugin = mutation(
        configure_plugin, "Give an installation a new configuration.", shows=show_changed
    )
    test_plugin = mutation(test_plugin, "Test an installation's connection live.")
    enable_plugin = mutation(
        enable_plugin, "Enable an installation that was tested as it stands.", shows=show_changed
    )
    disable_plugin = mutation(
        disable_plugin, "Disable an installation everywhere, at once.", shows=show_changed
    )
