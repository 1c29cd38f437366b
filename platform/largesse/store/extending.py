"""What extensions are made with: the markers of hooks, and the modules that installed distributions name.

Invariant   an extension that cannot be used stops the process in words: without it a guard rule might be
            missing, and nobody would know
Source      docs/how-to/, every page that begins with "Add"
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

import pluggy

from largesse.kernel.errors import Broken, Refusal
from largesse.store.house import PROJECT

GROUP = "largesse.extensions"  # the entry points by which a bank's own distribution adds hookimpls
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@dataclass(frozen=True)
class ExtensionBroken(Refusal):
    """An extension that a distribution brings cannot be imported, or fits no hookspec."""

    code = "store.extension_broken"
    extension: str
    reason: str


def plugin_manager(
    specs: Iterable[ModuleType | type],
    built_in: Iterable[object],
    extensions: Iterable[object],
    *,
    whole: bool,
) -> pluggy.PluginManager:
    """Build the one manager of a house's hooks.

    Args:
        specs: modules or classes of hookspecs.
        built_in: the rooms' own hookimpls.
        extensions: those that distributions bring, each used once.
        whole: whether ``specs`` are all there are, so that a hookimpl which fits none is a mistake.

    Raises:
        Broken: a room's own hookimpl fits no hookspec.
        ExtensionBroken: ``store.extension_broken``: one of ``extensions`` does not.
    """
    manager = pluggy.PluginManager(PROJECT)
    for spec in specs:
        manager.add_hookspecs(spec)

    def take(one: object) -> None:
        manager.register(one)
        if whole:
            manager.check_pending()

    for one in built_in:
        try:
            take(one)
        except pluggy.PluginValidationError as error:
            raise Broken(str(error)) from error
    for one in dict.fromkeys(extensions):
        try:
            take(one)
        except (pluggy.PluginValidationError, ValueError) as error:
            name = str(getattr(one, "__name__", type(one).__name__))
            raise ExtensionBroken(name, str(error)) from error
    return manager


def installed() -> list[object]:
    """Load the extensions that this machine's distributions bring.

    Raises:
        ExtensionBroken: ``store.extension_broken``; its distribution is named.
    """
    return loaded(entry_points(group=GROUP))


def loaded(entries: Iterable[EntryPoint]) -> list[object]:
    """Load what entry points name, each once however many of them name it.

    Raises:
        ExtensionBroken: ``store.extension_broken``; its distribution is named.
    """
    found: dict[object, None] = {}
    for entry in entries:
        try:
            found[entry.load()] = None
        except Exception as error:
            owner = entry.dist.name if entry.dist else entry.value
            raise ExtensionBroken(f"{owner}: {entry.name}", f"{type(error).__name__}: {error}") from error
    return list(found)
