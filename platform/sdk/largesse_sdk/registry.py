"""Register one plugin with pluggy and find its methods.

Invariant   a misspelt or misshaped method, or a missing required one, is refused before the first call
"""

import inspect
import typing
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pluggy

from largesse_sdk.capability import PROJECT, Capability, methods
from largesse_sdk.context import Ctx
from largesse_sdk.errors import NotSupported
from largesse_sdk.lifecycle import Lifecycle
from largesse_sdk.rights import RightsProviderV1
from largesse_sdk.settlement import SettlementSourceV1
from largesse_sdk.wire import typed

CAPABILITIES: dict[str, type[Capability]] = {
    kind.capability: kind for kind in (Lifecycle, RightsProviderV1, SettlementSourceV1)
}
_NAMED: frozenset[Any] = frozenset({bool, int, str})


class Unfit(Exception):  # noqa: N818 - a state of the plugin, not an "Error"
    """The plugin class does not meet its capabilities."""


@dataclass(frozen=True)
class Method:
    """One method of one plugin: how to read its arguments and how to call it."""

    name: str
    call: Callable[..., Awaitable[Any]]
    arguments: dict[str, Any]
    answer: Any

    async def run(self, ctx: Ctx, args: Any) -> Any:
        """Read the arguments and await the plugin; ValueError where they have not the shape.

        One argument that is an object comes bare, everything else by name.
        """
        if len(self.arguments) == 1 and not set(self.arguments.values()) <= _NAMED:
            ((name, kind),) = self.arguments.items()
            return await self.call(ctx, **{name: typed(args, kind)})
        given = args if isinstance(args, dict) else {}
        return await self.call(ctx, **{n: typed(given.get(n), kind) for n, kind in self.arguments.items()})


class Registry:
    """The one plugin of a child process."""

    def __init__(self, plugin: Capability) -> None:
        self.plugin = plugin
        self.capabilities = [name for name, kind in CAPABILITIES.items() if isinstance(plugin, kind)]
        manager = pluggy.PluginManager(PROJECT)
        for kind in CAPABILITIES.values():
            manager.add_hookspecs(_specs(kind))
        try:
            manager.register(plugin)
            manager.check_pending()
        except pluggy.PluginValidationError as error:
            raise Unfit(str(error)) from error
        self._hooks = manager.hook
        missing = self.missing()
        if missing:
            raise Unfit(f"required methods are missing: {', '.join(missing)}")

    def missing(self) -> list[str]:
        """Give the required methods that the plugin does not have."""
        return [
            f"{name}.{method}"
            for name in self.capabilities
            for method in sorted(CAPABILITIES[name].required)
            if not self._implementations(CAPABILITIES[name], method)
        ]

    def methods(self) -> list[str]:
        """Give the full names of the methods that the plugin itself offers."""
        return [
            f"{name}.{method}"
            for name in self.capabilities
            for method in methods(CAPABILITIES[name])
            if self._implementations(CAPABILITIES[name], method)
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
        found = self._implementations(kind, name)
        call = found[0].function if found else getattr(self.plugin, name)
        arguments, answer = shape(kind, name)
        return Method(full, call, arguments, answer)

    def _implementations(self, kind: type[Capability], method: str) -> list[Any]:
        return list(getattr(self._hooks, f"{kind.prefix}_{method}").get_hookimpls())


def shape(kind: type[Capability], method: str) -> tuple[dict[str, Any], Any]:
    """Give the types of a method's arguments after ``ctx``, by name, and of its answer."""
    hints = typing.get_type_hints(methods(kind)[method])
    answer = hints.pop("return", None)
    names = [
        name for name in inspect.signature(methods(kind)[method]).parameters if name not in {"self", "ctx"}
    ]
    return {name: hints[name] for name in names}, answer


def _specs(kind: type[Capability]) -> type:
    return type(kind.__name__, (), {f"{kind.prefix}_{name}": fn for name, fn in methods(kind).items()})
