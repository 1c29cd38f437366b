"""What this process has written down of late: a failure that many meet is written once an hour."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from largesse.store.house import House

AGAIN = timedelta(hours=1)
NOTED_MAX = 10_000


@dataclass
class Noted:
    """When each failure was written down; ``NOTED_MAX`` of them, then it begins anew."""

    at: dict[tuple[object, ...], datetime] = field(default_factory=dict)

    def due(self, what: tuple[object, ...], now: datetime) -> bool:
        """Tell whether a failure is to be written down now, and note that it is."""
        if what in self.at and now - self.at[what] < AGAIN:
            return False
        if len(self.at) >= NOTED_MAX:
            self.at.clear()
        self.at[what] = now
        return True


def noted(house: House) -> Noted:
    """Give what this process has noted."""
    return house.single(_noted)


def _noted(_house: House) -> Noted:
    return Noted()
