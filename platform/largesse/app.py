"""The composition root: settings read once, parts wired, handlers, ticks and ports registered.

Invariant   the only module that knows every room; rooms never import it
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from largesse.kernel.actor import register_access
from largesse.kernel.errors import Broken
from largesse.kernel.outbox import Handler, Handlers, Tick, TwoStep

ROOMS = (
    "identity",
    "plugging",
    "audience",
    "notices",
    "rights",
    "activities",
    "play",
    "settlement",
)


def part(room: str, name: str) -> ModuleType | None:
    """Give ``largesse.<room>.<name>`` where a room has it."""
    full = f"largesse.{room}.{name}"
    return import_module(full) if find_spec(full) else None


@cache
def register_everything() -> None:
    """Register access maps and ports of every room; the second call does nothing."""
    for room in ROOMS:
        access = part(room, "access")
        if access is not None:
            register_access(access.ACCESS)
    for room in ROOMS:
        ports = part(room, "ports")
        if ports is not None:
            ports.register()


@cache
def handlers() -> Handlers:
    """Give who acts on which event, over all rooms."""
    found: dict[str, list[Handler | TwoStep]] = {}
    by_name: dict[str, Handler | TwoStep] = {}
    for room in ROOMS:
        for topic, listed in getattr(part(room, "handlers"), "HANDLERS", {}).items():
            for one in listed:
                if by_name.setdefault(one.name, one) is not one:
                    raise Broken(f"two handlers are called {one.name}")
                found.setdefault(topic, []).append(one)
    return found


@cache
def ticks() -> list[Tick]:
    """Give the work by the clock, over all rooms."""
    found: list[Tick] = []
    for room in ("kernel", *ROOMS):
        found += getattr(part(room, "handlers"), "TICKS", [])
    return found
