"""When clients are taken on the spot: during the activity, or in a time of its own."""

from datetime import datetime

from largesse.activities.triggers.on_the_spot import spots
from largesse.play.triggers.started import Moment


def timed(on: object) -> bool:
    """Tell whether clients are taken in a time of its own only."""
    return spots(on).open is not None


def opening(on: object, at: datetime, _zone: str) -> Moment | None:
    """Give the time in which clients are taken; None: it is over."""
    known = spots(on).open
    return Moment(known.opens, known.closes) if known is not None and known.closes > at else None
