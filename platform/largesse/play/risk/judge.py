"""How risky an attempt is, by the rules and what this process has seen; pure but for its memory of keys.

Words       a rule *lists* a subject's value, or *counts* how often a subject comes within a window
Invariant   the same key never counts twice; what is let through by a list is not counted; of the rules that
            are met the strictest decides: deny before hold before challenge; what the clock starts is not
            counted, for nobody sets its pace; each process counts for itself
Source      docs/explanation/risk.md
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Literal
from uuid import UUID

Subject = Literal["client", "device", "address"]
Outcome = Literal["allow", "challenge", "hold", "deny"]
SEEN_MAX = 100_000
_STRICTNESS = {"challenge": 1, "hold": 2, "deny": 3}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that stands. ``most`` None: it lists ``value``; else it counts within ``window_s`` seconds."""

    id: UUID
    activity: UUID | None
    subject: Subject
    value: str
    most: int | None
    window_s: int | None
    outcome: Outcome
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Comer:
    """Who comes: the client's id, keyed hashes of device and address, and the address itself.

    ``paced``: how often he comes says something, for he or an event of his makes the pace.
    """

    activity: UUID
    key: str
    client: str
    device: str
    address: str
    ip: str
    paced: bool = True

    def of(self, subject: Subject) -> str:
        """Give what a rule counts or lists by."""
        return {"client": self.client, "device": self.device, "address": self.address}[subject]


@dataclass
class Seen:
    """The keys by which subjects came, by rule, activity, subject and window."""

    keys: dict[tuple[UUID, UUID, str, int], set[str]] = field(default_factory=dict)

    def over(self, rule: Rule, comer: Comer, at: datetime) -> bool:
        """Note an attempt and tell whether it is one too many."""
        if rule.most is None or rule.window_s is None:
            return False
        subject = comer.of(rule.subject)
        if not subject:
            return False
        place = (rule.id, comer.activity, subject, int(at.timestamp()) // rule.window_s)
        keys = self.keys.get(place)
        if keys is None:
            if len(self.keys) >= SEEN_MAX:
                self.keys.clear()
            keys = self.keys[place] = set()
        if comer.key in keys:
            return False
        if len(keys) >= rule.most:
            return True
        keys.add(comer.key)
        return False


def judge(rules: Iterable[Rule], comer: Comer, seen: Seen, at: datetime) -> Rule | None:
    """Give the rule that challenges, holds or denies an attempt; None: it is let through."""
    standing = [
        one
        for one in rules
        if one.activity in {None, comer.activity} and (one.expires_at is None or one.expires_at > at)
    ]
    listed = [one for one in standing if one.most is None and _is(one, comer)]
    if any(one.outcome == "allow" for one in listed):
        return None
    counted = [one for one in _own(standing) if comer.paced and seen.over(one, comer, at)]
    return max((*listed, *counted), key=lambda one: _STRICTNESS[one.outcome], default=None)


def _own(standing: Iterable[Rule]) -> list[Rule]:
    """Give the rules that count; an activity's own take the place of everybody's for the same subject."""
    counting = [one for one in standing if one.most is not None]
    own = {one.subject for one in counting if one.activity is not None}
    return [one for one in counting if one.activity is not None or one.subject not in own]


def _is(rule: Rule, comer: Comer) -> bool:
    if rule.subject != "address":
        return comer.of(rule.subject) == rule.value
    if rule.value == comer.address:
        return True
    return "hmac" not in rule.value and bool(comer.ip) and ip_address(comer.ip) in ip_network(rule.value)
