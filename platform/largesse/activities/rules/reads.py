"""What screens read of the guard's rules: what is in force, who keeps it, and what waits."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from largesse.activities.guard.kept import Kept, standard_for
from largesse.activities.guard.rule import Rule
from largesse.activities.guard.standard import standard_of
from largesse.activities.rules.records import RuleId
from largesse.identity.staff.reads import names_of_staff
from largesse.store.work import Read

_NEWEST = """
select distinct on (code, state) * from activities_rule
where state in ('active', 'proposed') order by code, state, version desc
"""


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """One version of what is kept of a rule, with who made it."""

    id: RuleId
    code: str
    version: int
    org_unit: UUID
    body: Any
    shipped: str
    state: str
    approval: UUID
    created_by: UUID
    created_at: datetime
    decided_at: datetime | None
    maker_name: str = ""

    @property
    def kept(self) -> Kept:
        """What it says."""
        return msgspec.convert(self.body, Kept)


@dataclass(frozen=True)
class RuleRow:
    """A rule as it is in force. ``version`` None: as it was shipped; ``waits``: a version to be signed."""

    rule: Rule
    version: VersionRow | None
    waits: VersionRow | None
    shipped: Kept

    @property
    def kept(self) -> Kept:
        """What it says now."""
        return self.version.kept if self.version else self.shipped

    @property
    def moved(self) -> bool:
        """Whether the house says something else by now than when this version was made."""
        return self.version is not None and self.version.shipped != self.shipped.sha


async def rules_of(read: Read) -> list[RuleRow]:
    """Give all rules of the guard in the order in which people read them."""
    rows = await read.all(VersionRow, _NEWEST)
    people = await names_of_staff(read, {row.created_by for row in rows})
    found = {(row.code, row.state): replace(row, maker_name=people.get(row.created_by, "")) for row in rows}
    shipped = {rule.code: Kept.of(rule) for rule in standard_of(read.house).rules}
    return [
        RuleRow(
            rule, found.get((rule.code, "active")), found.get((rule.code, "proposed")), shipped[rule.code]
        )
        for rule in (await standard_for(read)).rules
    ]
