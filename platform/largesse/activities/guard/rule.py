"""A rule of the guard: what the law lets an activity give, with its source and the institution's sign-off.

Words       *rule* a legal check: code, source, since when, who keeps it, certainty, sign-off;
            *hit* where a document breaks it; *sample* a sign-off that ships with the demo
Invariant   a rule without the institution's sign-off warns, with it it blocks
Source      docs/explanation/guard.md
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from largesse.activities.documents.grammar import Grammar
from largesse.contracts.documents_gen import ActivityDocument, Text
from largesse.kernel.copy import LOCALES, text

Severity = Literal["error", "warning"]
Fact = str | Text  # a name that people gave is told in the reader's language
_RULE = "activities.rule_{}"


class Certainty(StrEnum):
    """How certain the reading of a rule is."""

    SETTLED = "settled"
    USUAL = "usual"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who in the institution took the rule for its own, and when (ISO date); ``sample``: nobody did yet."""

    by: Mapping[str, str]
    on: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a document breaks a rule."""

    path: str
    facts: Mapping[str, Fact]


Check = Callable[[ActivityDocument, Grammar], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One legal rule. ``effective``: ISO date of the law; ``owner``: the desk that keeps the rule.

    ``check`` reads a document whose rights, plays, audience, limits and disclosure fit their schemas.
    ``says`` tells what is wrong in each language, with places for the hit's facts; empty: the house's copy
    has the text of ``code``.
    ``remedy`` tells what to do about it; empty: nothing is advised.
    ``title`` is what people call it; empty: its code.
    """

    code: str
    source: Mapping[str, str]
    effective: str
    owner: Mapping[str, str]
    certainty: str
    sign_off: SignOff | None
    check: Check
    says: Mapping[str, str] = field(default_factory=dict)
    remedy: Mapping[str, str] = field(default_factory=dict)
    title: Mapping[str, str] = field(default_factory=dict)

    @property
    def called(self) -> dict[str, str]:
        """What people call the rule, by locale."""
        return dict(self.title) or dict.fromkeys(LOCALES, self.code)

    @property
    def severity(self) -> Severity:
        """An error once the institution signed it off, until then a warning."""
        return "warning" if self.sign_off is None else "error"

    def cited(self, locale: str) -> str:
        """Give the law in words: source, since when, how certain, who keeps the rule."""
        facts = {
            "source": self.source[locale],
            "effective": self.effective,
            "certainty": text(f"activities.certainty_{self.certainty}", locale),
            "owner": self.owner[locale],
        }
        return text(_RULE.format("cited"), locale, facts)

    def signed(self, locale: str) -> str:
        """Give the sign-off in words, a sample named as one; empty without."""
        if self.sign_off is None:
            return ""
        kind = _RULE.format("signed_sample" if self.sign_off.sample else "signed")
        return text(kind, locale, {"by": self.sign_off.by[locale], "on": self.sign_off.on})

    @classmethod
    def of(cls, row: Mapping[str, Any], check: Check) -> "Rule":
        """Make a rule of its data, as ``rules.json`` holds it, and its check."""
        signed = row["sign_off"]
        facts = {name: row[name] for name in row if name != "sign_off"}
        return cls(**facts, sign_off=SignOff(**signed) if signed else None, check=check)
