"""Tell whether a running activity may change so: only to the clients' favour.

Words       *detriment* a published prize, chance, stock, term or date that gets worse
Invariant   what was published to clients is never taken back while the activity runs
Source      SAMR Order No. 32 art. 13: published terms may not change, but in consumers' favour
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from largesse.activities.documents.document import Placed, all_outcomes, window, worth_minor
from largesse.activities.documents.grammar import Grammar
from largesse.contracts.documents_gen import ActivityDocument, Limit, Play, PlayChances
from largesse.contracts.reading import pointer
from largesse.kernel.errors import Refusal


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
        *_limited(before, after),
        *_money(before, after),
    ]


def _window(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    if window(after).ends_at < window(before).ends_at:
        yield Detriment("window_end", "/window/end")
    known = before["window"].get("blackout", [])
    if any(pause not in known for pause in after["window"].get("blackout", [])):
        yield Detriment("blackout", "/window/blackout")


def _audience(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    """Let the audience only grow in ways that can be seen: to everyone, or by another "or"."""
    old, new = before["audience"]["rule"], after["audience"]["rule"]
    wider = new["op"] == "always" or (new["op"] == "or" and old in new["of"])
    if new != old and not wider:
        yield Detriment("audience", "/audience/rule")


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
        if now is None or worth_minor(after, now) < worth or _gives(now) < _gives(old):
            yield Detriment("prize", pointer(*old.path))
        elif old.share_ppm > now.share_ppm:
            yield Detriment("odds_changed", pointer(*now.path, "ppm"))
        elif _most(now, "stock") < _most(old, "stock"):
            yield Detriment("stock", pointer(*now.path, "stock"))
        elif _most(now, "per_client") < _most(old, "per_client"):
            yield Detriment("per_client", pointer(*now.path, "per_client"))


def _gives(one: Placed) -> int:
    return len(one.effects)


def _most(one: Placed, what: str) -> float:
    """Give a bound; no bound is the most generous of all."""
    figure = one.outcome.get("stock") if what == "stock" else one.outcome.get("per_client")
    return float("inf") if figure is None else figure


def _plays(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    new = {play["id"]: (index, play) for index, play in enumerate(after["plays"])}
    for play in before["plays"]:
        if play["id"] not in new:
            yield Detriment("play", "/plays")
            continue
        index, now = new[play["id"]]
        if _price(now) > _price(play):
            yield Detriment("cost", pointer("plays", index, "cost"))
        if _fewer(play.get("chances"), now.get("chances")):
            yield Detriment("chances", pointer("plays", index, "chances"))
        if _tighter(_limits(play.get("limits", [])), _limits(now.get("limits", []))):
            yield Detriment("limits", pointer("plays", index, "limits"))


def _price(play: Play) -> int:
    cost = play.get("cost")
    return cost["units"] if cost and cost["kind"] != "none" else 0


def _fewer(before: PlayChances | None, after: PlayChances | None) -> bool:
    """Tell whether chances are fewer, come in another rhythm, or lapse where they were kept."""
    if before is None or after is None:
        return before is not None
    lapses = before.get("carry_over", False) and not after.get("carry_over", False)
    return after["units"] < before["units"] or after["period"] != before["period"] or lapses


def _limits(some: Sequence[Limit]) -> dict[tuple[str, str, str], int]:
    return {(one["count"], one["scope"], one["period"]): one["max"] for one in some}


def _tighter(before: dict[tuple[str, str, str], int], after: dict[tuple[str, str, str], int]) -> bool:
    """Tell whether any limit is new or lower than it was."""
    return any(what not in before or most < before[what] for what, most in after.items())
