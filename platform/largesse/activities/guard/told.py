"""Whether what people write beside the terms contradicts them: odds, quantities, worth, turns; it stops.

Words       *group* the outcomes that clients read under one name; *wrong* a name and what is to be said of it
Invariant   a text that says figures says those that are set, beside a prize's own name where that is named;
            one without figures says nothing that could be untrue
Source      docs/explanation/guard.md
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from largesse.activities.documents.document import (
    Placed,
    all_outcomes,
    called,
    disclosed,
    granted,
    limits,
    words,
)
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard import figures
from largesse.activities.guard.figures import Clause
from largesse.activities.guard.problem import Problem
from largesse.activities.guard.sums import sums
from largesse.activities.operators.odds import WHOLE_PPM, percent
from largesse.contracts.documents_gen import ActivityDocument, ActivityDocumentRight, Text
from largesse.contracts.reading import pointer
from largesse.kernel.money import Money

WRONG_MAX = 10
T = TypeVar("T")
Wrong = Iterator[tuple[Text, str]]
_NO_ODDS: Text = {"zh-CN": "未设定的概率", "en": "odds that are set nowhere"}
_TURNS: Text = {"zh-CN": "参与次数", "en": "turns"}


@dataclass(slots=True)
class _Group:
    """Outcomes under one name; ``titles`` are all the names by which a text may call them."""

    title: Text
    titles: list[Text] = field(default_factory=list)
    outcomes: list[Placed] = field(default_factory=list)

    def shares(self) -> list[int]:
        return [one.share_ppm for one in self.outcomes if one.by_chance]

    def stocks(self) -> list[int]:
        return [one.stock for one in self.outcomes if one.grants and one.stock is not None]


@dataclass(frozen=True, slots=True)
class _Told:
    """One field of the disclosure in one language, beside what its document sets."""

    document: ActivityDocument
    groups: list[_Group]
    text: str
    clauses: list[Clause]

    def lacks(self, group: int, wanted: Collection[T], read: Callable[[str], Collection[T]]) -> bool:
        """Tell whether none of the figures is said: beside the group's name, else anywhere in the text."""
        named = [one for one in self.clauses if group in one.names and read(one.text)]
        return not any(figure in wanted for one in named or self.clauses for figure in read(one.text))


def untrue(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Tell where the disclosure contradicts the plays and rights of its document."""
    groups = _groups(document, grammar)
    disclosure = disclosed(document)
    for name, ask in _ASKS.items():
        for locale, text in disclosure.get(name, {}).items():
            names = {at: {words(title, locale) for title in one.titles} for at, one in enumerate(groups)}
            wrong = list(ask(_Told(document, groups, text, figures.clauses(text, names))))
            if wrong:
                at, facts = pointer("disclosure", name, locale), (("field", name), ("wrong", _list(wrong)))
                yield Problem("activities.disclosure_untrue", at, "error", facts)


def _groups(document: ActivityDocument, grammar: Grammar) -> list[_Group]:
    """Gather outcomes by what clients read: the right's own name, else the outcome's. A fallback is none."""
    found: dict[str, _Group] = {}
    for one in all_outcomes(document, grammar):
        if one.fallback:
            continue
        rights = [right["title"] for right, _ in granted(document, one)]
        title = called(document, one)
        group = found.setdefault(title["zh-CN"], _Group(title))
        group.titles += [one.title, *rights]
        group.outcomes.append(one)
    return list(found.values())


def _odds(told: _Told) -> Wrong:
    if not figures.shares(figures.plain(told.text)):
        return
    drawn = [one for group in told.groups for one in group.outcomes if one.by_chance]
    wins = sum(one.share_ppm for one in drawn if one.grants)
    true = {0, WHOLE_PPM, wins, WHOLE_PPM - wins}
    for at, group in enumerate(told.groups):
        shares = {sum(group.shares()), *group.shares()}
        true |= shares | {one.share_ppm for one in group.outcomes}

        def read(text: str, shares: Collection[int] = shares) -> list[int]:
            return [figures.meant(one, shares) for one in figures.shares(text)]

        if sum(group.shares()) and told.lacks(at, shares, read):
            yield group.title, percent(sum(group.shares()))
    for said in figures.shares(figures.plain(told.text)):
        if figures.meant(said, true) not in true:
            yield _NO_ODDS, percent(int(said[0]))


def _quantity(told: _Told) -> Wrong:
    if not any(figures.numbers(one.text) for one in told.clauses):
        return
    for at, group in enumerate(told.groups):
        stocks = group.stocks()
        if stocks and told.lacks(at, {sum(stocks), *stocks}, figures.numbers):
            yield group.title, f"{sum(stocks):,}"


def _prize_list(told: _Told) -> Wrong:
    worths = [{_worth(r) for one in g.outcomes for r, _ in granted(told.document, one)} for g in told.groups]
    codes = {one.currency for worth in worths for one in worth}
    if not sums(figures.plain(told.text), codes):
        return
    for at, (group, worth) in enumerate(zip(told.groups, worths, strict=True)):
        if worth and told.lacks(at, worth, lambda text: sums(text, codes)):
            in_order = sorted(worth, key=lambda one: (one.currency, one.amount_minor))
            yield group.title, ", ".join(map(str, in_order))


def _worth(right: ActivityDocumentRight) -> Money:
    return Money(right["market_value_minor"], right["currency"])


def _entry_rule(told: _Told) -> Wrong:
    given = (play.get("chances") for play in told.document["plays"])
    true = [(one["units"], one["period"]) for one in given if one]
    bounds = limits(told.document)
    of_client = [one for one in bounds if one["count"] == "attempt" and one["scope"] == "client"]
    true += [(one["max"], one["period"]) for one in of_client]
    for units, period in figures.turns(told.text):
        if not any(units == n and period in {None, p} for n, p in true):
            yield _TURNS, ", ".join(str(n) for n in sorted({n for n, _ in true})) or "0"


def _list(wrong: list[tuple[Text, str]]) -> Text:
    """Say what is to be said, each once, in both languages."""
    once = list({(title["zh-CN"], figure): (title, figure) for title, figure in wrong}.values())[:WRONG_MAX]
    chinese, english = (
        "; ".join(f"{words(title, locale)} {figure}" for title, figure in once) for locale in ("zh-CN", "en")
    )
    return {"zh-CN": chinese, "en": english}


_ASKS: Mapping[str, Callable[[_Told], Wrong]] = {
    "odds": _odds,
    "quantity": _quantity,
    "prize_list": _prize_list,
    "entry_rule": _entry_rule,
}
