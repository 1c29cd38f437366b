"""Control totals: what the file says of itself against what was read.

Invariant   a declared count or sum that differs by one line or one fen blocks the file
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from largesse.kernel.money import SAFE_MAX, amount
from largesse.settlement.statements.cells import Cell, Scale, amount_minor, dotted, narrow
from largesse.settlement.statements.line import Line
from largesse.settlement.statements.problem import Problem, Unreadable
from largesse.settlement.statements.profile import Profile, Trailer
from largesse.settlement.statements.sheet import Row

_ONES = Scale("", "minor")
_COUNT_IN = re.compile(
    r"(?:(?:笔数|条数|行数|count|lines)\s*[:=]?\s*(\d{1,9})|(\d{1,9})\s*(?:笔|条|行))", re.IGNORECASE
)
_COUNT_LABEL = re.compile(r"(?:合计|总)?(?:笔数|条数|行数|count|lines)[:=]?", re.IGNORECASE)
_SUM_IN = re.compile(r"(?:金额|sum|amount|total)\s*[:=]?\s*([-+(¥]?[\d,]+(?:\.\d+)?\)?)", re.IGNORECASE)
_SUM_LABEL = re.compile(r"(?:合计|总|结算)?(?:金额|sum|amount|gross)[:=]?", re.IGNORECASE)


@dataclass(frozen=True)
class Totals:
    """A count of lines and the signed sum of their gross amounts, minor units; None where not stated."""

    count: int | None = None
    gross_minor: int | None = None


@dataclass(frozen=True)
class Controls:
    """Both sides of the check, and the sums per line type for people."""

    declared: Totals
    computed: Totals
    by_type: dict[str, Totals] = field(default_factory=dict)

    @property
    def ties(self) -> bool:
        """Whether nothing that was declared differs; a file that declares nothing ties."""
        pairs = (
            (self.declared.count, self.computed.count),
            (self.declared.gross_minor, self.computed.gross_minor),
        )
        return all(said is None or said == found for said, found in pairs)


def is_trailer(row: Row, profile: Profile) -> bool:
    """Tell whether a row may state totals: its first filled cell begins with one of the profile's words.

    A word of letters is not the beginning of a longer one: ``Summer lounge`` states no ``SUM``.
    """
    first = next((found for cell in row.cells if (found := narrow(cell))), "")
    return _beginnings(profile.trailer.words).match(first) is not None


@lru_cache(maxsize=64)
def _beginnings(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        f"(?:{'|'.join(re.escape(narrow(word)) for word in words)})(?<![a-z](?=[a-z]))", re.IGNORECASE
    )


def declared_in(row: Row, gross_at: int | None, trailer: Trailer, scale: Scale) -> Totals:
    """Read a trailer: labelled values first, else the amount column and the first whole number beside it.

    Raises:
        Unreadable: trailer_unreadable when neither a count nor a sum can be read.
    """
    texts, scale = [dotted(cell, narrow(cell), scale.mark) for cell in row.cells], replace(scale, mark=None)
    if trailer.count_at is not None or trailer.gross_at is not None:
        return totals_of(_cell(texts, trailer.count_at), _cell(texts, trailer.gross_at), scale)
    count = _labelled(texts, _COUNT_IN, _COUNT_LABEL)
    total = _labelled(texts, _SUM_IN, _SUM_LABEL)
    if total is None:
        placed_total = _cell(texts, gross_at)
        total = placed_total if placed_total and not _COUNT_IN.search(placed_total) else _decimal(texts)
    if count is None:
        numbers = (t for at, t in enumerate(texts) if at != gross_at and re.fullmatch(r"\d{1,9}", t))
        count = next(numbers, None)
    return totals_of(count, total, scale)


def totals_of(count: Cell, total: Cell, scale: Scale) -> Totals:
    """Read what is stated.

    Raises:
        Unreadable: trailer_unreadable when there is neither a count nor a sum.
    """
    found = Totals(
        None if count is None else amount_minor(count, _ONES),
        None if total is None else amount_minor(total, scale),
    )
    if found == Totals():
        raise Unreadable("trailer_unreadable")
    return found


def _labelled(texts: Sequence[str], inside: re.Pattern[str], label: re.Pattern[str]) -> str | None:
    for at, words in enumerate(texts):
        hit = inside.search(words)
        if hit:
            return next(group for group in hit.groups() if group is not None)
        if (
            label.fullmatch(words)
            and at + 1 < len(texts)
            and re.fullmatch(r"[-+(¥\d][\d,.]*\)?", texts[at + 1])
        ):
            return texts[at + 1]
    return None


def _cell(texts: Sequence[str], at: int | None) -> str | None:
    return texts[at] if at is not None and 0 <= at < len(texts) else None


def _decimal(texts: Sequence[str]) -> str | None:
    """Give the first cell that can only be an amount: it has decimals."""
    return next((words for words in texts if re.fullmatch(r"-?[\d,]+\.\d+", words)), None)


def computed(lines: Sequence[Line], declared: Totals) -> Controls:
    """Add up what was read and put it beside what was declared; a balance is a state and adds nothing."""
    sums: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        sums[line.line_type].append(line.gross_minor)
    moves = [found for kind, found in sums.items() if kind != "balance"]
    return Controls(
        declared,
        Totals(sum(map(len, moves)), sum(map(sum, moves))),
        {kind: Totals(len(found), sum(found)) for kind, found in sorted(sums.items())},
    )


def beyond(lines: Sequence[Line]) -> bool:
    """Tell whether the amounts, whatever their signs, add up to more than the books can hold."""
    return sum(abs(line.gross_minor) for line in lines) > SAFE_MAX


def sums(lines: Sequence[Line]) -> str:
    """Write what lines ask together, currency by currency."""
    found: dict[str, int] = defaultdict(int)
    for line in lines:
        found[line.currency] += line.gross_minor
    return "、".join(amount(minor, currency) for currency, minor in sorted(found.items()))


def differences(controls: Controls, currency: str) -> list[Problem]:
    """Name each declared figure that what was read does not reach; ``currency`` of both."""
    said, found = controls.declared, controls.computed
    problems = []
    if said.count is not None and said.count != found.count:
        problems.append(
            Problem("count_differs", facts={"declared": said.count, "computed": found.count or 0})
        )
    if said.gross_minor is not None and said.gross_minor != found.gross_minor:
        sums_ = {"declared": said.gross_minor, "computed": found.gross_minor or 0}
        problems.append(Problem("sum_differs", facts={k: amount(v, currency) for k, v in sums_.items()}))
    return problems
