"""What extensions are made with: the markers of hooks, and the modules that installed distributions name.

Invariant   an extension that cannot be used stops the process in words: without it a guard rule might be
            missing, and nobody would know
Source      docs/how-to/, every page that begins with "Add"
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

import pluggy

from largesse.kernel.errors import Refusal
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
