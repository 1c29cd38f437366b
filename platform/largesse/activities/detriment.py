"""Tell whether a running activity may change so: only to the clients' favour.

Words       *detriment* a published prize, chance, stock, term or date that gets worse
Invariant   what was published to clients is never taken back while the activity runs
Source      SAMR Order No. 32 art. 13: published terms may not change, but in consumers' favour
"""

from collections.abc import Iterator
from dataclasses import dataclass

from largesse.activities.document import Placed, all_outcomes, window, worth_minor
from largesse.contracts.documents_gen import ActivityDocument, Play
from largesse.contracts.reading import pointer
from largesse.kernel.errors import Refusal


@dataclass(frozen=True)
class Detriment(Refusal):
    """The change would make a running activity worse for clients."""

    code = "activities.detriment"
    what: str
    path: str | None = None


def worsens(before: ActivityDocument, after: ActivityDocument) -> list[Detriment]:
    """Give every way in which the new document is worse for clients than the published one."""
    return [
        *_window(before, after),
        *_outcomes(before, after),
        *_plays(before, after),
        *_money(before, after),
    ]


def _window(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    if window(after)[1] < window(before)[1]:
        yield Detriment("window_end", "/window/end")


def _money(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    if after["budget"]["cap_minor"] < before["budget"]["cap_minor"]:
        yield Detriment("budget", "/budget/cap_minor")


def _outcomes(before: ActivityDocument, after: ActivityDocument) -> Iterator[Detriment]:
    new = {(one.play, one.outcome["id"]): one for one in all_outcomes(after)}
    for old in all_outcomes(before):
        worth = worth_minor(before, old.outcome)
        if not old.outcome["effects"]:
            continue
        now = new.get((old.play, old.outcome["id"]))
        if now is None or worth_minor(after, now.outcome) < worth or _gives(now) < _gives(old):
            yield Detriment("prize", pointer(*old.path))
        elif (old.ppm or 0) > (now.ppm or 0):
            yield Detriment("odds", pointer(*now.path, "ppm"))
        elif _most(now, "stock") < _most(old, "stock"):
            yield Detriment("stock", pointer(*now.path, "stock"))
        elif _most(now, "per_client") < _most(old, "per_client"):
            yield Detriment("per_client", pointer(*now.path, "per_client"))


def _gives(one: Placed) -> int:
    return len(one.outcome["effects"])


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
        if _chances(now) < _chances(play):
            yield Detriment("chances", pointer("plays", index, "chances"))
        if _tighter(_limits(play), _limits(now)):
            yield Detriment("limits", pointer("plays", index, "limits"))


def _price(play: Play) -> int:
    cost = play.get("cost")
    return cost["units"] if cost and cost["kind"] != "none" else 0


def _chances(play: Play) -> int:
    given = play.get("chances")
    return given["units"] if given else 0


def _limits(play: Play) -> dict[tuple[str, str, str], int]:
    return {(one["count"], one["scope"], one["period"]): one["max"] for one in play.get("limits", [])}


def _tighter(before: dict[tuple[str, str, str], int], after: dict[tuple[str, str, str], int]) -> bool:
    """Tell whether any limit is new or lower than it was."""
    return any(what not in before or most < before[what] for what, most in after.items())
