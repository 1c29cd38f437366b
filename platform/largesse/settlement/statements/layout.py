"""The layout of a sheet: where its header stands, and in which column each field of ours is.

Invariant   a column is found by its name, never by its position; a heading that stands twice is a finding
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from largesse.settlement.statements.cells import Scale, narrow
from largesse.settlement.statements.currency import named
from largesse.settlement.statements.heading import MONEY, Heading, stated_currencies
from largesse.settlement.statements.problem import Unreadable
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.sheet import Row

HEADER_WITHIN = 50


@dataclass(frozen=True)
class Layout:
    """A header and how its columns are read.

    Args:
        row: place of the header among the rows, from 0.
        header: its words, as the provider writes them.
        where: field -> place among the cells.
        store: where everything was used, if the file says it above the header.
        days_from_1904: whether a day that is a plain number counts from 1904.
    """

    profile: Profile
    row: int
    header: Sequence[str]
    where: Mapping[str, int]
    store: str = ""
    days_from_1904: bool = False

    @cached_property
    def used(self) -> frozenset[int]:
        """Places of the cells that some field is read from."""
        return frozenset(self.where.values())

    @cached_property
    def currencies(self) -> frozenset[str]:
        """Currencies that the headings of amounts name; none: they name none."""
        money = [Heading.of(self.word(name)) for name in MONEY if name in self.where]
        return frozenset(code for one in money for code in stated_currencies(one))

    def scale(self, currency: str) -> Scale:
        """Give what the amounts of a currency count."""
        return Scale(currency, self.profile.unit, self.profile.decimal_mark)

    def scale_in(self, row: Row) -> Scale:
        """Give what a row's amounts count, in the currency that it names or else the mapping's."""
        at = self.where.get("currency", len(row.cells))
        own = named(narrow(row.cells[at])) if at < len(row.cells) else None
        return self.scale(own or self.profile.currency)

    def word(self, field: str) -> str:
        """Give the heading of a field's column."""
        return self.header[self.where[field]]


def find_layout(rows: Sequence[Row], profile: Profile) -> Layout:
    """Find the header by its words within the first rows.

    Raises:
        Unreadable: header_missing, header_ambiguous.
    """
    best = list(profile.required)
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        words = [Heading.of(cell).word for cell in row.cells]
        where = _places(words, profile)
        absent = [name for name in profile.required if name not in where]
        if not absent:
            _check_unique(words, where)
            return Layout(profile, at, [narrow(cell) for cell in row.cells], where)
        if len(absent) < len(best):
            best = absent
    wanted = "; ".join("/".join(profile.columns[name]) for name in best)
    raise Unreadable("header_missing", columns=wanted[:400])


def _places(words: Sequence[str], profile: Profile) -> dict[str, int]:
    where: dict[str, int] = {}
    for name, headings in profile.columns.items():
        for heading in headings:
            folded = Heading.of(heading).word
            if folded in words:
                where[name] = words.index(folded)
                break
    return where


def _check_unique(words: Sequence[str], where: Mapping[str, int]) -> None:
    for at in where.values():
        if words.count(words[at]) > 1:
            raise Unreadable("header_ambiguous", column=words[at][:80])
