"""What the institution keeps of a rule stands over what the house ships; the check itself stays the house's.

Words       *kept* the words, certainty and sign-off of a rule, as two people of compliance gave them
Invariant   a rule that nobody keeps is as it was shipped; a version that waits changes nothing
Source      docs/explanation/guard.md
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from largesse.activities.guard.rule import Certainty, Rule, SignOff
from largesse.activities.guard.standard import Standard, standard_now
from largesse.kernel.canonical import digest
from largesse.store.work import Read

_KEPT = """
select distinct on (code) code, body, decided_at from activities_rule
where state = 'active' order by code, version desc
"""
_SIGNED_IN = ZoneInfo("Asia/Shanghai")


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is kept of a rule; texts by locale. ``signed_by`` empty: nobody took it over, so it warns."""

    source: dict[str, str]
    effective: date
    owner: dict[str, str]
    certainty: Certainty
    remedy: dict[str, str]
    signed_by: dict[str, str]

    @classmethod
    def of(cls, rule: Rule) -> "Kept":
        """Give what the house says of a rule; a sample sign-off is nobody's."""
        signed = rule.sign_off
        return cls(
            source=dict(rule.source),
            effective=date.fromisoformat(rule.effective),
            owner=dict(rule.owner),
            certainty=Certainty(rule.certainty),
            remedy=dict(rule.remedy),
            signed_by=dict(signed.by) if signed and not signed.sample else {},
        )

    @property
    def sha(self) -> str:
        """Address of all that is said, ``sha256:…``."""
        return digest(msgspec.to_builtins(self))

    def over(self, rule: Rule, signed_at: datetime) -> Rule:
        """Give a rule as it is kept since it was signed then."""
        on = signed_at.astimezone(_SIGNED_IN).date().isoformat()
        return replace(
            rule,
            source=self.source,
            effective=self.effective.isoformat(),
            owner=self.owner,
            certainty=self.certainty,
            remedy=self.remedy,
            sign_off=SignOff(self.signed_by, on) if self.signed_by else None,
        )


@dataclass(frozen=True)
class _Row:
    code: str
    body: Any
    decided_at: datetime


async def standard_for(read: Read) -> Standard:
    """Give the standard of this process with the events and the rules as the institution keeps them now."""
    standard = await standard_now(read)
    rows = {row.code: row for row in await read.all(_Row, _KEPT)}
    if not rows:
        return standard
    rules = [_kept(rule, rows[rule.code]) if rule.code in rows else rule for rule in standard.rules]
    return replace(standard, rules=rules)


def _kept(rule: Rule, row: _Row) -> Rule:
    return msgspec.convert(row.body, Kept).over(rule, row.decided_at)
