"""What a room says of itself: ``ROOM`` in its ``room.py``, typed, importing what it names.

Invariant   rooms are listed once, in ``app.ROOMS``, bottom floor first; nothing is found by name at run time
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from largesse.kernel.errors import Broken
from largesse.store.demo import Stage
from largesse.store.extending import plugin_manager
from largesse.store.forgetting import Forgotten, forgetting
from largesse.store.house import House, Offer
from largesse.store.outbox import Handler, Handlers, Tick, TwoStep


@dataclass(frozen=True)
class Face:
    """What a room brings to one face: classes of queries and of mutations, and fields for lower rooms' types.

    ``compiled``: documents by their hash that are answered without the executor, and by what.
    """

    queries: tuple[type, ...] = ()
    mutations: tuple[type, ...] = ()
    extensions: tuple[type, ...] = ()
    compiled: Callable[[], Mapping[str, Any]] = dict


@dataclass(frozen=True, kw_only=True)
class Room:
    """One room. ``access``: operation -> roles; ``specs`` and ``extensions``: its hookspecs and hookimpls.

    ``forgets``: which of its tables hold rows for a while only.
    """

    name: str
    access: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    handlers: Handlers = field(default_factory=dict)
    ticks: Sequence[Tick] = ()
    forgets: Sequence[Forgotten] = ()
    offers: Sequence[Offer[Any]] = ()
    console: Face = Face()
    client: Face = Face()
    partner: Face = Face()
    demo: Callable[[Stage], Awaitable[None]] | None = None
    specs: Sequence[ModuleType | type] = ()
    extensions: Sequence[object] = ()

    def face(self, name: str) -> Face:
        """Give the room's part of ``console``, ``client`` or ``partner``."""
        found: Face = {"console": self.console, "client": self.client, "partner": self.partner}[name]
        return found


def house_of(rooms: Sequence[Room], roles: frozenset[str], extensions: Sequence[object] = ()) -> House:
    """Build a process's house from its rooms.

    Args:
        rooms: bottom floor first.
        roles: every role that an access map may name.
        extensions: hookimpls besides the rooms' own.

    Raises:
        Broken: an unknown role, an operation declared twice, or a hookimpl of a room that fits no hookspec.
        ExtensionBroken: ``store.extension_broken``: one of ``extensions`` fits no hookspec.
    """
    access: dict[str, frozenset[str]] = {}
    for room in rooms:
        for operation, holders in room.access.items():
            if operation in access:
                raise Broken(f"{operation} is declared twice")
            if unknown := set(holders) - roles:
                raise Broken(f"{operation} names unknown roles {sorted(unknown)}")
            access[operation] = frozenset(holders)
    offers = [offer for room in rooms for offer in room.offers]
    specs = [spec for room in rooms for spec in room.specs]
    built_in = [one for room in rooms for one in room.extensions]
    plugins = plugin_manager(specs, built_in, extensions, whole=True)
    return House(("store", *(room.name for room in rooms)), access, offers, plugins)


def handlers_of(rooms: Sequence[Room]) -> Handlers:
    """Give who acts on which event, over all rooms.

    Raises:
        Broken: two handlers share a name.
    """
    found: dict[str, list[Handler | TwoStep]] = {}
    by_name: dict[str, Handler | TwoStep] = {}
    for room in rooms:
        for topic, listed in room.handlers.items():
            for one in listed:
                if by_name.setdefault(one.name, one) is not one:
                    raise Broken(f"two handlers are called {one.name}")
                found.setdefault(topic, []).append(one)
    return found


def ticks_of(rooms: Sequence[Room]) -> list[Tick]:
    """Give the work by the clock, over all rooms."""
    return [tick for room in rooms for tick in (*room.ticks, *map(forgetting, room.forgets))]
