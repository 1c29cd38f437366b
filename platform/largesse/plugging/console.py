"""Plugins on the console face: translate, never decide."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.refusals import RefusalType, missing_as_null, refusals_as_data
from largesse.faces.scalars import JsonDocument
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id
from largesse.plugging import reads
from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.installations import install as steps
from largesse.plugging.installations.installation import PluginMissing
from largesse.plugging.installations.probe import TestPlugin, probe
from largesse.plugging.views import INSTALLATION, PLUGIN, Plugin


@strawberry.input(name="InstallPluginAsk", description="Install a plugin for the whole institution.")
class InstallPluginForm:
    """What is asked; ``consents`` None agrees to everything that the plugin asks for."""

    key: str = strawberry.field(description="Idempotency key.")
    plugin: str = strawberry.field(description="Id of the plugin.")
    consents: list[str] | None = strawberry.field(
        default=None, description="What is agreed to, of the plugin's asks; absent: all of them."
    )
    environment: str = strawberry.field(default="sandbox", description="sandbox or production.")


@strawberry.input(name="ConfigurePluginAsk", description="Give an installation a new configuration.")
class ConfigurePluginForm:
    """What is asked."""

    key: str = strawberry.field(description="Idempotency key.")
    installation: str = strawberry.field(description="Id of the installation.")
    config: JsonDocument = strawberry.field(
        description="The configuration, of the plugin's schema; a masked secret keeps its value."
    )


@strawberry.input(name="TestPluginAsk", description="Test an installation's connection live.")
class TestPluginForm:
    """What is asked."""

    __test__ = False  # a name that pytest would take for a test
    key: str = strawberry.field(description="Idempotency key.")
    installation: str = strawberry.field(description="Id of the installation.")


@strawberry.input(name="EnablePluginAsk", description="Enable an installation that was tested as it stands.")
class EnablePluginForm:
    """What is asked."""

    key: str = strawberry.field(description="Idempotency key.")
    installation: str = strawberry.field(description="Id of the installation.")


@strawberry.input(name="DisablePluginAsk", description="Disable an installation everywhere, at once.")
class DisablePluginForm:
    """What is asked."""

    key: str = strawberry.field(description="Idempotency key.")
    installation: str = strawberry.field(description="Id of the installation.")
    reason: str = strawberry.field(default="", description="Why, for the audit.")


@strawberry.type(description="A plugin after a step.")
class PluginChanged:
    """The success of every step."""

    plugin: Plugin = strawberry.field(description="The plugin as it stands now.")


@strawberry.type(description="A plugin after a live test.")
class PluginTested:
    """The success of a test: that it took place."""

    ok: bool = strawberry.field(description="Whether the provider accepted the configuration.")
    message: str = strawberry.field(description="What the test found, in words.")
    plugin: Plugin = strawberry.field(description="The plugin as it stands now.")


InstallPluginResult = Annotated[PluginChanged | RefusalType, strawberry.union("InstallPluginResult")]
ConfigurePluginResult = Annotated[PluginChanged | RefusalType, strawberry.union("ConfigurePluginResult")]
TestPluginResult = Annotated[PluginTested | RefusalType, strawberry.union("TestPluginResult")]
EnablePluginResult = Annotated[PluginChanged | RefusalType, strawberry.union("EnablePluginResult")]
DisablePluginResult = Annotated[PluginChanged | RefusalType, strawberry.union("DisablePluginResult")]


@strawberry.type
class PluggingQuery:
    """Queries of this room."""

    plugins: Connection[Plugin] = list_field(
        Listing("plugins", "plugging.view", reads.plugins_page, Plugin.of),
        "Plugins of the catalogue. sort: name, key, version, state.",
    )

    @strawberry.field(description="One plugin; null when missing or out of reach.")
    @missing_as_null
    async def plugin(self, info: Info, id: str) -> Plugin | None:  # noqa: A002 - the face's name
        """Show one plugin."""
        info.context.who().must("plugging.view")
        return await _plugin(info.context, parse_id(PLUGIN, id))


@strawberry.type
class PluggingMutation:
    """Mutations of this room."""

    @strawberry.mutation(description="Install a plugin.")
    @refusals_as_data
    async def install_plugin(self, info: Info, ask: InstallPluginForm) -> InstallPluginResult:
        """Translate."""
        actor, work = info.context.who(), info.context.work
        actor.must("plugging.install")
        plugin = await _plugin(info.context, parse_id(PLUGIN, ask.plugin, "plugin"))
        consents = plugin.asks if ask.consents is None else ask.consents
        wanted = steps.InstallPlugin(
            key=ask.key, plugin=plugin.key, consents=consents, environment=_environment(ask.environment)
        )
        await steps.install(wanted, actor=actor, work=work)
        return PluginChanged(plugin=await _plugin(info.context, parse_id(PLUGIN, ask.plugin)))

    @strawberry.mutation(description="Configure an installation.")
    @refusals_as_data
    async def configure_plugin(self, info: Info, ask: ConfigurePluginForm) -> ConfigurePluginResult:
        """Translate."""
        config: Any = ask.config
        if not isinstance(config, dict):
            raise Malformed("an object", "config")
        wanted = steps.ConfigurePlugin(
            key=ask.key, installation=_installation(ask.installation), config=config
        )
        await steps.configure(wanted, actor=info.context.who(), work=info.context.work)
        return await _changed(info.context, wanted.installation)

    @strawberry.mutation(description="Test an installation live.")
    @refusals_as_data
    async def test_plugin(self, info: Info, ask: TestPluginForm) -> TestPluginResult:
        """Translate."""
        wanted = TestPlugin(key=ask.key, installation=_installation(ask.installation))
        context = info.context
        tested = await probe(
            wanted, actor=context.who(), work=context.work, invoker=context.work.house.needed(INVOKER)
        )
        plugin = (await _changed(context, wanted.installation)).plugin
        said = plugin.installation.test_message if plugin.installation else None
        return PluginTested(ok=tested.ok, message=said or "", plugin=plugin)

    @strawberry.mutation(description="Enable an installation.")
    @refusals_as_data
    async def enable_plugin(self, info: Info, ask: EnablePluginForm) -> EnablePluginResult:
        """Translate."""
        wanted = steps.SwitchPlugin(key=ask.key, installation=_installation(ask.installation))
        await steps.enable(wanted, actor=info.context.who(), work=info.context.work)
        return await _changed(info.context, wanted.installation)

    @strawberry.mutation(description="Disable an installation.")
    @refusals_as_data
    async def disable_plugin(self, info: Info, ask: DisablePluginForm) -> DisablePluginResult:
        """Translate."""
        installation = _installation(ask.installation)
        wanted = steps.SwitchPlugin(key=ask.key, installation=installation, reason=ask.reason[:500])
        await steps.disable(wanted, actor=info.context.who(), work=info.context.work)
        return await _changed(info.context, installation)


def _installation(text: str) -> UUID:
    return parse_id(INSTALLATION, text, "installation")


def _environment(text: str) -> str:
    if text not in {"sandbox", "production"}:
        raise Malformed("sandbox or production", "environment")
    return text


async def _plugin(context: Context, plugin: UUID) -> Plugin:
    async with context.work.read() as read:
        row = await reads.plugin_row(read, context.who(), plugin)
        if row is None:
            raise PluginMissing(str(plugin))
        problems = await reads.problem_rows(read, row["installation"]) if row["installation"] else []
    return Plugin.of(row, context.locale, problems)


async def _changed(context: Context, installation: UUID) -> PluginChanged:
    async with context.work.read() as read:
        plugin = await reads.plugin_of(read, installation)
    if plugin is None:
        raise PluginMissing(str(installation))
    return PluginChanged(plugin=await _plugin(context, plugin))
