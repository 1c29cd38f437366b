"""The sentences of the terms, in every language: window, who may take part how often, and how it is decided.

Invariant   pure; each sentence follows from the document, so it cannot be untrue
Source      docs/explanation/disclosure.md
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from largesse.activities.documents.document import Played, window, words
from largesse.activities.documents.grammar import Grammar
from largesse.activities.operators.odds import percent
from largesse.activities.operators.reading import first
from largesse.activities.terms import friends
from largesse.contracts.documents_gen import ActivityDocument, Limit, Play, TermsPart, Text
from largesse.kernel.copy import LOCALES, text

_READ = itemgetter("count", "scope", "period", "max", "on_exceed")
_KEY = "activities.terms_{}"
_COMES_AGAIN = {"day", "week", "month"}
_ALL, _TURNS = "activity", "attempt"  # a limit over all clients, and one on taking part
_Facts = Mapping[str, str | int | Text]


@dataclass(frozen=True, slots=True)
class _Bound:
    """A limit as it stands in the document."""

    count: str
    scope: str
    period: str
    max: int
    on_exceed: str


@dataclass(frozen=True, slots=True)
class _Part:
    """The whole activity, or one play of it; ``name`` is said where there are several plays."""

    name: Text | None
    bounds: Sequence[_Bound]
    played: Played | None = None

    def says(self, key: str, facts: _Facts | None = None) -> Text:
        """Say a sentence in every language; a fact that people wrote is said in that language."""
        line = _say(key, facts)
        return line if self.name is None else _say("of_play", {"play": self.name, "line": line})


def said(document: ActivityDocument, played: Sequence[Played], grammar: Grammar) -> list[TermsPart]:
    """Give the sentences by field of the disclosure, in the order in which clients read them."""
    whole, plays = _parts(document, played)
    drawn = any(one.by_chance for one in played)
    lines = {
        "window": [*_window(document), *_moments(document, plays, grammar)],
        "entry_rule": _entry(document, whole, plays),
        "quantity": _quantity(whole, plays),
        "odds": [line for part in plays if part.played for line in _odds(part, part.played)],
        "draw_time": [*([_say("draw_time")] if drawn else []), *_later("draw_time", document, plays)],
        "draw_method": [*([_say("draw_method")] if drawn else []), *_later("draw_method", document, plays)],
    }
    told = [(field, list(some)) for field, some in lines.items()]
    return [cast("TermsPart", {"field": field, "lines": some}) for field, some in told if some]


def says_who(document: ActivityDocument) -> bool:
    """Tell whether it follows from the document who may take part; a condition alone is no sentence."""
    return bool(document["audience"].get("label")) or document["audience"]["rule"]["op"] == "always"


def _parts(document: ActivityDocument, plays: Sequence[Played]) -> tuple[_Part, list[_Part]]:
    several = len(plays) > 1
    return _Part(None, _bounds(document["limits"])), [
        _Part(one.title if several else None, _bounds(one.play.get("limits", [])), one) for one in plays
    ]


def _bounds(limits: list[Limit]) -> list[_Bound]:
    """Give limits; what it may cost the institution is nobody's business."""
    some = [_Bound(*_READ(one)) for one in limits]
    return [one for one in some if one.count != "cost"]


def _say(key: str, facts: _Facts | None = None) -> Text:
    told = {}
    for locale in LOCALES:
        known = {name: _in(fact, locale) for name, fact in (facts or {}).items()}
        told[locale] = text(_KEY.format(key), locale, known)
    return cast("Text", told)


def _in(fact: str | int | Text, locale: str) -> str | int:
    return fact if isinstance(fact, str | int) else words(fact, locale)


def _window(document: ActivityDocument) -> Iterator[Text]:
    when = window(document)
    start, end = _at(when.starts_at, when.zone), _at(when.ends_at, when.zone)
    yield _say("window", {"start": start, "end": end, "zone": when.zone})
    for gap in document["window"].get("blackout", []):
        start, end = (_at(datetime.fromisoformat(one), when.zone) for one in (gap["from"], gap["to"]))
        yield _say("blackout", {"start": start, "end": end})


def _moments(document: ActivityDocument, plays: Sequence[_Part], grammar: Grammar) -> Iterator[Text]:
    """Say when each play comes, where that is not whenever a client acts."""
    for part in plays:
        if part.played is not None:
            play = part.played.play
            for one in grammar.trigger_of(play).says(first(play, "on"), window(document).zone):
                yield part.says(one.key, one.facts)


def _at(at: datetime, zone: str) -> str:
    """Write an instant as the clocks of its zone show it; in its own offset where there is no such zone."""
    try:
        at = at.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        return at.isoformat(" ", "minutes")
    return f"{at:%Y-%m-%d %H:%M}"


def _entry(document: ActivityDocument, whole: _Part, plays: Sequence[_Part]) -> Iterator[Text]:
    label = document["audience"].get("label")
    if label:
        yield label
    elif says_who(document):
        yield _say("everyone")
    for part in (whole, *plays):
        if part.played is not None:
            yield from _taking_part(part, part.played.play)
            yield from (part.says(key, facts) for key, facts in friends.sentences(part.played.play))
        for one in part.bounds:
            if one.scope != _ALL or one.count == _TURNS:
                yield part.says("limit", {**asdict(one), "max": f"{one.max:,}"})


def _taking_part(part: _Part, play: Play) -> Iterator[Text]:
    match cast("Mapping[str, Any]", play):
        case {"chances": {"period": period, "units": units} as chances}:
            rests = "kept" if chances.get("carry_over", False) else "lapse"
            kind = rests if period in _COMES_AGAIN else "once"
            yield part.says(f"chances_{kind}", {"period": period, "units": units})
    match cast("Mapping[str, Any]", play):
        case {"cost": {"kind": kind, "units": units}} if (kind, units) != ("chance", 1):
            yield part.says("costs", {"kind": kind, "units": units})


def _quantity(whole: _Part, plays: Sequence[_Part]) -> Iterator[Text]:
    for part in (whole, *plays):
        for one in part.bounds:
            if one.scope == _ALL and one.count != _TURNS:
                yield part.says("at_most", {**asdict(one), "max": f"{one.max:,}"})
    if plays:
        yield _say("while_funds_last")


def _later(field: str, document: ActivityDocument, plays: Sequence[_Part]) -> Iterator[Text]:
    """Say of plays that are decided later when that is, and how."""
    when = window(document)
    for part in plays:
        closes = part.played.closes if part.played else None
        if closes is not None:
            instants = {"close": closes.at or when.ends_at.isoformat(), **closes.instants}
            told = {name: _at(datetime.fromisoformat(at), when.zone) for name, at in instants.items()}
            yield part.says(f"{field}_{closes.manner}", {**closes.facts, **told})


def _odds(part: _Part, played: Played) -> Iterator[Text]:
    kind = "drawn" if played.by_chance else "sure"
    sum_ = percent(sum(one.share_ppm for one in played.offered))
    places = sum(one.stock or 0 for one in played.offered if one.on_top)
    manner, facts = (played.closes.manner, played.closes.facts) if played.closes else (kind, {})
    yield part.says(f"odds_{manner}", {"sum": sum_, "places": f"{places:,}", **facts})
    for one in played.placed:
        if one.fallback:
            yield part.says(f"fallback_{kind}", {"fallback": one.title})
