"""``geo.checkin``: the client sends where his phone is; the attempt keeps the place, never the position."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from largesse.activities.triggers.geo_checkin import GEO_CHECKIN, Area
from largesse.activities.triggers.on_the_spot import places_of
from largesse.contracts.documents_gen import TriggerGeoCheckin
from largesse.kernel.errors import Refusal
from largesse.play.operators.decider import Given
from largesse.play.positions.position import Far, Vague, met, position_of
from largesse.play.triggers.on_the_spot import Said, opening, timed
from largesse.play.triggers.proved import Playing, Posted, Proved, Shown
from largesse.play.triggers.started import Started
from largesse.store.extending import hookimpl

POSITION, PLACE = "geo.position", "geo.place"
SAID = Said(POSITION, PLACE)


@dataclass(frozen=True)
class PositionMissing(Refusal):
    """The play is started by a position, and none that can be read was sent."""

    code = "play.position_missing"


@dataclass(frozen=True)
class PositionVague(Refusal):
    """The position may be so far wrong that it tells nothing."""

    code = "play.position_vague"
    accuracy_m: int


@dataclass(frozen=True)
class PositionFar(Refusal):
    """The position is at none of the places; the nearest one is so many kilometres away, to a tenth."""

    code = "play.position_far"
    km: str


def read(on: TriggerGeoCheckin, _playing: Playing, given: Given, _now: datetime) -> Shown:
    """Give the place at which a phone is; whatever else was said of where is dropped."""
    rest = SAID.beside(given)
    told = position_of(given.get(POSITION, ()))
    if told is None:
        return Shown(rest, PositionMissing())
    match met(told, places_of(on, Area)):
        case Far(metres):
            return Shown(rest, PositionFar(f"{metres / 1000:.1f}"))
        case Vague(accuracy_m):
            return Shown(rest, PositionVague(accuracy_m))
        case place:
            return Shown(SAID.at(given, place))


def trusted(_on: TriggerGeoCheckin, given: Given) -> Shown:
    """Give what stands of an attempt that was read before: its place, if it had one."""
    return SAID.trusted(given, PositionMissing())


def tried(on: TriggerGeoCheckin, given: Given) -> Given:
    """Put an attempt of a dry run at the first place."""
    return SAID.at(given, places_of(on, Area)[0].id)


def posted(_on: TriggerGeoCheckin, _playing: Playing, _now: datetime) -> Sequence[Posted]:
    """Show nothing: a place is where it is."""
    return ()


@hookimpl
def proved_trigger() -> Proved:
    """Give this trigger, as it asks for a position."""
    return Proved(trigger=GEO_CHECKIN, read=read, trusted=trusted, tried=tried, posted=posted)


@hookimpl
def started_trigger() -> Started:
    """Give this trigger, as it is open for a time."""
    return Started(trigger=GEO_CHECKIN, opening=opening, timed=timed)
