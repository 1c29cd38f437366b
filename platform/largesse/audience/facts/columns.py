"""Where the client's row holds each fact: reading the facts of some and counting among all ask the same SQL.

Words       column: SQL over ``audience_customer c`` that gives one fact, null where it is unknown
Invariant   who switched personalisation off has no profile here: no rule picks him by it
Source      docs/explanation/audience.md
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

SqlKind = Literal["text", "int", "boolean"]


@dataclass(frozen=True)
class Column:
    """How one fact stands in SQL.

    Args:
        sql: null where the fact is unknown; text is never empty, a whole number fits four bytes.
        join: a row of identity without which ``sql`` means nothing; empty: none.
    """

    sql: str
    kind: SqlKind = "text"
    join: str = ""


def _profile(sql: str, kind: SqlKind = "text") -> Column:
    return Column(f"case when c.personal then {sql} end", kind)


_UNIT = "join identity_org_unit u on u.id = c.org_unit"
_ADVISER = "left join identity_staff s on s.id = c.adviser"
COLUMNS: Mapping[str, Column] = {
    "tier": Column("c.tier"),
    "class": _profile("nullif(c.class, '')"),
    "grade": _profile("nullif(c.grade, '')"),
    "lifecycle": _profile("nullif(c.lifecycle, '')"),
    "org_unit": Column("u.code", join=_UNIT),
    "adviser": Column("s.number", join=_ADVISER),
    "has_adviser": Column("(c.adviser is not null)", "boolean"),
    "wealth_band": _profile("nullif(c.wealth_band, '')"),
    "birth_month": _profile("extract(month from c.birth_date)::int", "int"),
    # The text does not hang on how the server writes days; a day without end has none.
    "joined_on": Column("nullif(to_char(c.joined_on, 'YYYY-MM-DD'), '')"),
    # One of the household works here, or the client himself does.
    "is_staff": Column(
        "(c.is_staff or exists ("
        "select from audience_customer h where h.household = c.household and h.is_staff))",
        "boolean",
    ),
    "blocked": Column("c.blocked", "boolean"),
}
TAGS = "case when c.personal then c.tags else '{}' end"
CLIENT = "c.id"


def source_of(names: Iterable[str]) -> str:
    """Give the ``from`` of a statement that asks for these facts."""
    joins = dict.fromkeys(COLUMNS[name].join for name in sorted(names))
    return " ".join(["audience_customer c", *(join for join in joins if join)])
