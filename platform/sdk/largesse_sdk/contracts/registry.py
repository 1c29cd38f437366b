"""Register one plugin with pluggy and call its hooks.

Words       a *hook* is ``<prefix>_<method>``; its one answer comes from the plugin's method, own or inherited
Invariant   a misspelt method, one with other arguments and a missing required one are refused before a call;
            every call goes through the hook
"""

import inspect
import typing
from dataclasses import dataclass
from typing import Any

import pluggy

from largesse_sdk.context import Ctx
from largesse_sdk.contracts.capability import PROJECT, Capability, hook_name, methods
from largesse_sdk.contracts.lifecycle import Lifecycle
from largesse_sdk.contracts.rights import RightsProviderV1
from largesse_sdk.contracts.settlement import SettlementSourceV1
from largesse_sdk.errors import NotSupported
from largesse_sdk.wire import typed

CAPABILITIES: dict[str, type[Capability]] = {
    kind.capability: kind for kind in (Lifecycle, RightsProviderV1, SettlementSourceV1)
}
_PLAIN_KINDS: frozenset[Any] = frozenset({bool, int, str})


class InvalidPlugin(Exception):  # noqa: N818 - named for what the plugin is
    """The plugin class does not meet its capabilities."""


@dataclass(frozen=True)
class Method:
    """One method that the plugin answers: how to read its arguments, and the hook that is called."""

    name: str
    hook: pluggy.HookCaller
    arguments: dict[str, Any]
    answer: Any

    async def run(self, ctx: Ctx, args: Any) -> Any:
        """Read the arguments, call the hook and await its one answer.

        One argument that is an object comes bare, everything else by name.

        Raises:
            ValueError: the arguments have not the shape.
        """
        return await self.hook(ctx=ctx, **self._read(args))

    def _read(self, args: Any) -> dict[str, Any]:
        if len(self.arguments) == 1 and not set(self.arguments.values()) <= _PLAIN_KINDS:
            ((name, kind),) = self.arguments.items()
            return {name: typed(args, kind)}
        given = args if isinstance(args, dict) else {}
        return {name: typed(given.get(name), kind) for name, kind in self.arguments.items()}


class Registry:
    """The one plugin of a child process, and pluggy's manager that knows its hooks."""

    def __init__(self, plugin: Capability) -> None:
        self.plugin = plugin
        self.capabilities = [name for name, kind in CAPABILITIES.items() if isinstance(plugin, kind)]
        self.manager = pluggy.PluginManager(PROJECT)
        for kind in CAPABILITIES.values():
            self.manager.add_hookspecs(_specs(kind))
        try:
            self.manager.register(plugin)
            self.manager.check_pending()
        except pluggy.PluginValidationError as error:
            raise InvalidPlugin(str(error)) from error
        missing = self.missing()
        if missing:
            raise InvalidPlugin(f"required methods are missing: {', '.join(missing)}")

    def missing(self) -> list[str]:
        """Give the required methods that the plugin does not have."""
        return [
            f"{name}.{method}"
            for name in self.capabilities
            for method in sorted(CAPABILITIES[name].required)
            if not self._implements(CAPABILITIES[name], method)
        ]

    def methods(self) -> list[str]:
        """Give the full names of the methods that the plugin itself offers."""
        return [
            f"{name}.{method}"
            for name in self.capabilities
            for method in methods(CAPABILITIES[name])
            if self._implements(CAPABILITIES[name], method)
        ]

    def find(self, full: str) -> Method:
        """Find a method by ``<capability>.<method>``.

        Raises:
            NotSupported: ``plugin.not_supported``.
        """
        capability, _, name = full.rpartition(".")
        kind = CAPABILITIES.get(capability)
        if kind is None or capability not in self.capabilities or name not in methods(kind):
            raise NotSupported(full)
        arguments, answer = shape(kind, name)
        return Method(full, self._hook(kind, name), arguments, answer)

    def _hook(self, kind: type[Capability], method: str) -> pluggy.HookCaller:
        hook: pluggy.HookCaller = getattr(self.manager.hook, hook_name(kind, method))
        return hook

    def _implements(self, kind: type[Capability], method: str) -> bool:
        """Tell whether the plugin itself, and not its capability class, implements a method."""
        inherited = getattr(type(self.plugin), method) is methods(kind)[method]
        return bool(self._hook(kind, method).get_hookimpls()) and not inherited


def shape(kind: type[Capability], method: str) -> tuple[dict[str, Any], Any]:
    """Give the types of a method's arguments after ``ctx``, by name, and of its answer."""
    hints = typing.get_type_hints(methods(kind)[method])
    answer = hints.pop("return", None)
    names = [
        name for name in inspect.signature(methods(kind)[method]).parameters if name not in {"self", "ctx"}
    ]
    return {name: hints[name] for name in names}, answer


def _specs(kind: type[Capability]) -> type:
    """Give a capability's methods as hookspecs, by their hooks' names."""
    return type(kind.__name__, (), {hook_name(kind, name): method for name, method in methods(kind).items()})
