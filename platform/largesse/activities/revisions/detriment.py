"""Tell whether a running activity may change so: only to the clients' favour.

Words       *detriment* a published prize, chance, stock, term or date that gets worse
Invariant   what was published to clients is never taken back while the activity runs
Source      SAMR Order No. 32 art. 13: published terms may not change, but in consumers' favour
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from largesse.activities.documents.document import (
    Placed,
    all_outcomes,
    disclosed,
    granted,
    plays,
    window,
    words,
    worth_minor,
)
from largesse.activities.documents.grammar import Grammar
from largesse.activities.operators.operator import Closes
from largesse.contracts.documents_gen import ActivityDocument, Expression, Limit, Play, PlayChances
from largesse.contracts.reading import pointer
from largesse.kernel.copy import LOCALES
from largesse.kernel.errors import Refusal

PROMISED = ("claim_rule", "delivery", "forfeiture", "use_rule", "winners")
EVERYONE: Expression = {"op": "always"}
UNITS_COUNTED_MAX = 1_000
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True)
class Detriment(Refusal):
    """The change would make a running activity worse for clients."""

    code = "activities.detriment"
    what: str
    path: str | None = None


def worsens(before: ActivityDocument, after: ActivityDocument, grammar: Grammar) -> list[Detriment]:
    """Give every way in which the new document is worse for clients than the published one."""
    return [
        *_window(before, after),
        *_audience(before, after),
        *_outcomes(before, after, grammar),
        *_plays(before, after),
        *_closes(before, after, grammar),
        *_limited(before, after),
        *_money(before, after),
        *_promises(before, after),
    ]


def _window(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    if window(after).ends_at < window(before).ends_at:
        yield Detriment("window_end", "/window/end")
    if window(after).starts_at > window(before).starts_at:
        yield Detriment("window_start", "/window/start")
    known, pauses = (one["window"].get("blackout", []) for one in (before, after))
    if any(pause not in known for pause in pauses):
        yield Detriment("blackout", "/window/blackout")


def _audience(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    if _narrower(before["audience"]["rule"], after["audience"]["rule"]):
        yield Detriment("audience", "/audience/rule")


def _narrower(old: Expression, new: Expression) -> bool:
    """Let a condition only grow in ways that can be seen: to everyone, or by another "or"."""
    wider = new["op"] == "always" or (new["op"] == "or" and old in new["of"])
    return new != old and not wider


def _limited(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    if _tighter(_limits(before["limits"]), _limits(after["limits"])):
        yield Detriment("limits", "/limits")


def _money(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    if after["budget"]["cap_minor"] < before["budget"]["cap_minor"]:
        yield Detriment("budget", "/budget/cap_minor")


def _outcomes(before: ActivityDocument, after: ActivityDocument, grammar: Grammar) -> Iterator[Detriment]:
    new = {(one.play, one.id): one for one in all_outcomes(after, grammar)}
    for old in all_outcomes(before, grammar):
        worth = worth_minor(before, old)
        if not old.effects:
            continue
        now = new.get((old.play, old.id))
        gave = _gives(before, old, grammar)
        if now is None or worth_minor(after, now) < worth or not gave <= _gives(after, now, grammar):
            yield Detriment("prize", pointer(*old.path))
        elif old.share_ppm > now.share_ppm:
            yield Detriment("odds_changed", pointer(*now.path, "ppm"))
        elif _most(now, "stock") < _most(old, "stock"):
            yield Detriment("stock", pointer(*now.path, "stock"))
        elif _most(now, "per_client") < _most(old, "per_client"):
            yield Detriment("per_client", pointer(*now.path, "per_client"))


def _gives(document: ActivityDocument, one: Placed, grammar: Grammar) -> Counter[tuple[str, ...]]:
    """Count what an outcome gives: rights by what clients read them as, and every effect that grants none."""
    rights = [
        (words(right["title"], "zh-CN"), right["category"], right["currency"])
        for right, units in granted(document, one)
        for _ in range(min(units, UNITS_COUNTED_MAX))
    ]
    return Counter([*rights, *(() for effect in one.effects if not grammar.grants(effect))])


def _most(one: Placed, what: str) -> float:
    """Give a bound; no bound is the most generous of all."""
    figure = one.stock if what == "stock" else one.outcome.get("per_client")
    return float("inf") if figure is None else figure


def _plays(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    new = {play["id"]: (index, play) for index, play in enumerate(after["plays"])}
    for play in before["plays"]:
        if play["id"] not in new:
            yield Detriment("play", "/plays")
            continue
        index, now = new[play["id"]]
        if play["on"] != now["on"] or _narrower(play.get("when", EVERYONE), now.get("when", EVERYONE)):
            yield Detriment("when", pointer("plays", index))
        if _price(now) > _price(play):
            yield Detriment("cost", pointer("plays", index, "cost"))
        if _fewer(play.get("chances"), now.get("chances")):
            yield Detriment("chances", pointer("plays", index, "chances"))
        if _tighter(_limits(play.get("limits", [])), _limits(now.get("limits", []))):
            yield Detriment("limits", pointer("plays", index, "limits"))


def _closes(before: ActivityDocument, after: ActivityDocument, grammar: Grammar) -> Iterator[Detriment]:
    """Keep what was announced of a later decision: by what, and no earlier than it was said."""
    new = {one.id: one for one in plays(after, grammar)}
    for old in plays(before, grammar):
        now = new.get(old.id)
        if old.closes is not None and now is not None and _sooner(old.closes, now.closes):
            path = now.closes.path if now.closes else ()
            yield Detriment("close", pointer("plays", now.index, "decide", *path))


def _sooner(old: Closes, now: Closes | None) -> bool:
    """Tell whether it is decided otherwise, or by anything that is known earlier."""
    if now is None or (old.manner, old.facts) != (now.manner, now.facts):
        return True
    before, after = ({"": one.at or "", **one.instants} for one in (old, now))
    return any(_instant(after.get(name, "")) < _instant(at) for name, at in before.items())


def _instant(at: str) -> float:
    return datetime.fromisoformat(at).timestamp() if at else 0.0


def _price(play: Play) -> int:
    cost = play.get("cost")
    return cost["units"] if cost and cost["kind"] != "none" else 0


def _fewer(before: PlayChances | None, after: PlayChances | None) -> bool:
    """Tell whether chances are fewer, come in another rhythm, or lapse where they were kept."""
    if before is None or after is None:
        return before is not None
    lapses = before.get("carry_over", False) and not after.get("carry_over", False)
    return after["units"] < before["units"] or after["period"] != before["period"] or lapses


def _promises(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    """Keep what people promised in words: of a text only its figures may change, and only upwards."""
    old, new = disclosed(before), disclosed(after)
    for field in PROMISED:
        texts = [(old.get(field, {}).get(one, ""), new.get(field, {}).get(one, "")) for one in LOCALES]
        if any(said and not _keeps(said, now) for said, now in texts):
            yield Detriment(field, pointer("disclosure", field))


def _keeps(said: str, now: str) -> bool:
    figures = zip(_FIGURE.findall(said), _FIGURE.findall(now), strict=False)
    return _FIGURE.sub("#", said) == _FIGURE.sub("#", now) and all(int(b) >= int(a) for a, b in figures)


def _limits(some: Sequence[Limit]) -> dict[tuple[str, str, str], int]:
    """Give the least that each kind of limit leaves."""
    least: dict[tuple[str, str, str], int] = {}
    for one in some:
        count, scope, period, most = one["count"], one["scope"], one["period"], one["max"]
        least[count, scope, period] = min(most, least.get((count, scope, period), most))
    return least


def _tighter(before: dict[tuple[str, str, str], int], after: dict[tuple[str, str, str], int]) -> bool:
    """Tell whether any limit is new or lower than it was."""
    return any(what not in before or most < before[what] for what, most in after.items())
