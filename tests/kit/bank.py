"""The demo's bank as a test speaks of it: its people, its units, a key for each ask."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.store.work import Work
from tests.kit.house import House


@dataclass
class Bank:
    """A house whose seed made the demo's people known."""

    house: House
    made: int = 0

    @property
    def known(self) -> dict[str, Any]:
        """What the seed made, by name."""
        return self.house.known

    @property
    def work(self) -> Work:
        """The way to the database."""
        return self.house.work

    def key(self) -> str:
        """Give an idempotency key that no ask had before."""
        self.made += 1
        return f"k{self.made}"

    def who(self, name: str) -> Actor:
        """Give a member of staff by the demo's name, for example ``designer``."""
        return self.known[f"staff.{name}"]

    def unit(self, name: str) -> UUID:
        """Give an org unit by the demo's name, for example ``shanghai``."""
        return self.known[f"unit.{name}"]
