"""What starts a play: the client at any time, in announced moments only, or the clock.

Invariant   what the clock starts no client's request does
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from largesse.kernel.clock import time_in
from largesse.kernel.errors import Refusal
from largesse.kernel.workdays import Workdays
from largesse.play.triggers.started import Due, Moment, Started


@dataclass(frozen=True)
class NotNow(Refusal):
    """The play is open in announced moments only; ``retry_at`` is the next, None where there is no more."""

    code = "play.not_now"
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """How one play is started; ``started`` None: by the client at any time."""

    started: Started | None
    on: Any
    zone: str

    @property
    def by_clock(self) -> bool:
        """Whether the clock plays, and no client can."""
        return self.started is not None and self.started.due is not None

    def closed(self, at: datetime, end: datetime) -> NotNow | None:
        """Give why a client may not take part at an instant; None: he may, as far as time goes."""
        if self.started is None or self.started.opening is None:
            return None
        moment: Moment | None = self.started.opening(self.on, at, self.zone)
        if moment is not None and moment.opens_at <= at:
            return None
        return NotNow(None if moment is None or moment.opens_at >= end else moment.opens_at)

    def due(self, day: date, workdays: Workdays) -> tuple[datetime, list[Due]]:
        """Give when the clock begins on a day, and for whom."""
        assert self.started is not None  # only plays that the clock starts are asked
        assert self.started.due is not None
        at = time_in(day, self.started.time(self.on), self.zone)
        return at, list(self.started.due(self.on, day, workdays))


ALWAYS = Begun(None, None, "UTC")
