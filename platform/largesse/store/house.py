"""One house per process: who may do what, what rooms lend each other, what there is one of.

Words       A *port* is what a lower room asks of a higher one, typed; an *offer* is the higher room's answer.
            A *single* is what a process has one of: a gathering, a cache, an invoker.
Invariant   built once by the composition root and handed down; nothing here is kept in a module
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

import pluggy

from largesse.kernel.errors import Broken

T = TypeVar("T")
PROJECT = "largesse"  # of pluggy's markers: hookspec and hookimpl name it


@dataclass(frozen=True)
class Port(Generic[T]):
    """What a room asks of those above it; ``name`` is ``<room>.<what>``."""

    name: str

    def by(self, make: Callable[["House"], T]) -> "Offer[T]":
        """Offer what is made when it is first asked for, once per house."""
        return Offer(self, make)

    def of(self, lent: T) -> "Offer[T]":
        """Offer what is there already."""
        return Offer(self, lambda _house: lent)


@dataclass(frozen=True)
class Offer(Generic[T]):
    """A higher room's answer to a port."""

    port: Port[T]
    make: Callable[["House"], T]


@dataclass(frozen=True, eq=False)
class House:
    """What every use case of this process can reach through its transaction.

    ``rooms`` names those that keep tables, bottom floor first; ``access`` says which roles hold which
    operation; ``offers`` stand in the order of the rooms.
    """

    rooms: tuple[str, ...] = ()
    access: Mapping[str, frozenset[str]] = field(default_factory=dict)
    offers: Sequence[Offer[Any]] = ()
    plugins: pluggy.PluginManager = field(default_factory=lambda: pluggy.PluginManager(PROJECT))
    _made: dict[object, Any] = field(default_factory=dict, repr=False)

    @property
    def hook(self) -> pluggy.HookRelay:
        """The extensions' hooks, see each room's ``extensions.py``."""
        return self.plugins.hook

    def operations_of(self, roles: frozenset[str]) -> frozenset[str]:
        """Give the operations that any of these roles holds."""
        return frozenset(name for name, holders in self.access.items() if holders & roles)

    def all(self, port: Port[T]) -> list[T]:
        """Give what every room offers here, bottom room first."""
        return [cast("T", self._one(offer, offer.make)) for offer in self.offers if offer.port == port]

    def one(self, port: Port[T]) -> T | None:
        """Give the one offer, or None where no room above is there.

        Raises:
            Broken: two rooms offer it.
        """
        found = self.all(port)
        if len(found) > 1:
            raise Broken(f"two rooms offer {port.name}")
        return found[0] if found else None

    def needed(self, port: Port[T]) -> T:
        """Give the one offer.

        Raises:
            Broken: nobody offers it.
        """
        found = self.one(port)
        if found is None:
            raise Broken(f"nobody offers {port.name}")
        return found

    def single(self, make: Callable[["House"], T]) -> T:
        """Give what ``make`` makes, the same one at every call."""
        return cast("T", self._one(make, make))

    def lending(self, *offers: Offer[Any]) -> "House":
        """Give the same house with these offers in place of theirs; what there is one of is made anew."""
        ports = {one.port for one in offers}
        kept = [one for one in self.offers if one.port not in ports]
        return House(self.rooms, self.access, (*kept, *offers), self.plugins)

    def _one(self, key: object, make: Callable[["House"], Any]) -> Any:
        if key not in self._made:
            self._made[key] = make(self)
        return self._made[key]
