"""A capability is a class of async methods; a plugin author overrides them and writes nothing else.

Words       *hook* ``<prefix>_<method>``: pluggy's namespace is flat, so each capability has its prefix.
            A hook is called through pluggy and has one answer (``firstresult``)
Invariant   every public method of a plugin class is a hook of its capabilities; a misspelt one is refused
"""

import inspect
from typing import Any, ClassVar

import pluggy

PROJECT = "largesse"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Capability:
    """Base of the capability classes; marks what a plugin class overrides.

    ``declared`` names optional methods that the manifest must offer before they are called, ``closed`` those
    whose answers may hold nothing beyond their shape.
    """

    capability: ClassVar[str] = ""
    prefix: ClassVar[str] = ""
    required: ClassVar[frozenset[str]] = frozenset()
    declared: ClassVar[frozenset[str]] = frozenset()
    closed: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Mark a capability's methods as specs with an implementation, a plugin's as implementations."""
        super().__init_subclass__(**kwargs)
        for name, method in list(vars(cls).items()):
            if name.startswith("_") or not inspect.isfunction(method):
                continue
            if "capability" in vars(cls):
                hookspec(method, firstresult=True)
            hookimpl(method, specname=hook_name(_owner(cls, name), name))


def hook_name(capability: type[Capability], method: str) -> str:
    """Give the name by which pluggy knows a method."""
    return f"{capability.prefix}_{method}"


def methods(capability: type[Capability]) -> dict[str, Any]:
    """Give the method functions that a capability class itself declares, by name."""
    return {
        name: method
        for name, method in vars(capability).items()
        if not name.startswith("_") and inspect.isfunction(method)
    }


def _owner(cls: type[Capability], name: str) -> type[Capability]:
    """Find the capability that declares a method; the first for an unknown one, to be refused there."""
    declared = [base for base in cls.__mro__ if vars(base).get("capability")]
    for base in declared:
        if name in vars(base):
            return base
    return declared[0] if declared else cls
