"""``scan``: the client sends the code of a place; the attempt keeps the place, never the code."""

from dataclasses import dataclass
from datetime import datetime

from largesse.activities.triggers.on_the_spot import places_of
from largesse.activities.triggers.scan import SCAN, Place
from largesse.contracts.documents_gen import TriggerScan
from largesse.kernel.errors import Refusal
from largesse.play.operators.decider import Given
from largesse.play.place_codes.codes import Spot, changes_at, code_of, found
from largesse.play.triggers.on_the_spot import Said, opening, timed
from largesse.play.triggers.proved import Playing, Posted, Proved, Shown
from largesse.play.triggers.started import Started
from largesse.rights.codes.code12 import plausible
from largesse.rights.codes.reading import read_code
from largesse.store.extending import hookimpl

CODE, PLACE = "scan.code", "scan.place"
SAID = Said(CODE, PLACE)


@dataclass(frozen=True)
class CodeMissing(Refusal):
    """The play is started by the code of a place, and none was sent."""

    code = "play.code_missing"


@dataclass(frozen=True)
class CodeMistyped(Refusal):
    """What was sent is no code: not twelve digits, or a digit is wrong."""

    code = "play.code_mistyped"


@dataclass(frozen=True)
class CodeElsewhere(Refusal):
    """The code belongs to no place of this play: another activity's, one that was replaced, or long over."""

    code = "play.code_elsewhere"


@dataclass(frozen=True)
class CodeOver(Refusal):
    """The code on the screen has changed since."""

    code = "play.code_over"


def read(on: TriggerScan, playing: Playing, given: Given, at: datetime) -> Shown:
    """Give the place of a code, also where the code is over; what else was said of places is dropped."""
    rest = SAID.beside(given)
    text = " ".join(given.get(CODE, ())).strip()
    if not text:
        return Shown(rest, CodeMissing())
    digits = read_code(text).code
    if not plausible(digits):
        return Shown(rest, CodeMistyped())
    place = found((_spot(one, playing) for one in places_of(on, Place)), digits, at)
    if place is None:
        return Shown(rest, CodeElsewhere())
    return Shown(SAID.at(given, place.place), None if place.fresh else CodeOver())


def trusted(_on: TriggerScan, given: Given) -> Shown:
    """Give what stands of an attempt that was read before: its place, if it had one."""
    return SAID.trusted(given, CodeMissing())


def tried(on: TriggerScan, given: Given) -> Given:
    """Put an attempt of a dry run at the first place: a draft has no codes yet."""
    return SAID.at(given, places_of(on, Place)[0].id)


def posted(on: TriggerScan, playing: Playing, at: datetime) -> list[Posted]:
    """Give the code of each place."""
    return [
        Posted(one.id, one.title, code_of(_spot(one, playing), at), changes_at(at) if one.rotates else None)
        for one in places_of(on, Place)
    ]


def _spot(place: Place, playing: Playing) -> Spot:
    return Spot(playing.activity, playing.play, place.id, place.rotates)


@hookimpl
def proved_trigger() -> Proved:
    """Give this trigger, as it asks for a code."""
    return Proved(trigger=SCAN, read=read, trusted=trusted, tried=tried, posted=posted)


@hookimpl
def started_trigger() -> Started:
    """Give this trigger, as it is open for a time."""
    return Started(trigger=SCAN, opening=opening, timed=timed)
