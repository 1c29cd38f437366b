"""The guard's rules on the console face."""

from datetime import date, datetime

import strawberry

from largesse.activities.guard.kept import Kept
from largesse.activities.rules import decide
from largesse.activities.rules.propose import RuleStanding, propose_rule
from largesse.activities.rules.reads import RuleRow, VersionRow, rules_of
from largesse.activities.rules.records import RULE
from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id

_ZH, _EN = "zh-CN", "en"


@strawberry.type(name="GuardRuleVersion", description="A version of what the institution keeps of a rule.")
class GuardRuleVersion:
    """Who made it and where it stands."""

    id: str = named("Id, rul_….")
    version: int = named("Version, from 1.")
    approval: str = named("The approval by which a second person stands for it, apv_….")
    maker_name: str = named("Who proposed it.")
    created_at: datetime = named("When it was proposed.")
    decided_at: datetime | None = named("When it was signed; null while it waits.")

    @classmethod
    def of(cls, row: VersionRow) -> "GuardRuleVersion":
        return cls(
            id=text_id(RULE, row.id),
            version=row.version,
            approval=text_id(APPROVAL, row.approval),
            maker_name=row.maker_name,
            created_at=row.created_at,
            decided_at=row.decided_at,
        )


@strawberry.type(name="GuardRule", description="A rule of the guard as it is in force.")
class GuardRule:
    """One rule; texts in both languages, as its form needs them."""

    code: str = named("Stable code; findings carry it.")
    title: str = named("What it is called.")
    stops: bool = named("It stops submitting; false: it only warns.")
    sample: bool = named("It stops by the house's sample sign-off: nobody of the institution signed.")
    source_zh: str = named("The law behind it, in Chinese.")
    source_en: str = named("The law behind it, in English.")
    effective: date = named("Since when it is in force.")
    owner_zh: str = named("The desk that keeps it, in Chinese.")
    owner_en: str = named("The desk that keeps it, in English.")
    certainty: str = named("How certain its reading is: settled, usual or disputed.")
    remedy_zh: str = named("What to do about a finding, in Chinese; empty: nothing is advised.")
    remedy_en: str = named("What to do about a finding, in English; empty: nothing is advised.")
    signed_by_zh: str = named("Who in the institution took it over, in Chinese; empty: nobody.")
    signed_by_en: str = named("Who in the institution took it over, in English; empty: nobody.")
    version: GuardRuleVersion | None = named("The version in force; null: it is as the house ships it.")
    waits: GuardRuleVersion | None = named("A version that waits for a second person.")
    shipped_moved: bool = named("The house says something else of it by now than when this version was made.")

    @classmethod
    def of(cls, row: RuleRow, locale: str) -> "GuardRule":
        rule, signed = row.rule, row.rule.sign_off
        return cls(
            **_texts(row.kept),
            code=rule.code,
            title=said(rule.called, locale),
            stops=signed is not None,
            sample=signed is not None and signed.sample,
            effective=row.kept.effective,
            certainty=row.kept.certainty.value,
            version=GuardRuleVersion.of(row.version) if row.version else None,
            waits=GuardRuleVersion.of(row.waits) if row.waits else None,
            shipped_moved=row.moved,
        )


def _texts(kept: Kept) -> dict[str, str]:
    texts = {
        "source": kept.source,
        "owner": kept.owner,
        "remedy": kept.remedy,
        "signed_by": kept.signed_by,
    }
    return {
        f"{name}_{end}": text.get(locale, "")
        for name, text in texts.items()
        for end, locale in (("zh", _ZH), ("en", _EN))
    }


@strawberry.type(description="A version of a rule after a proposal or a decision.")
class GuardRuleDecided:
    """Where it stands."""

    id: str = named("Id of the version, rul_….")
    rule: str = named("Code of the rule.")
    state: str = named("proposed, active, returned or withdrawn.")

    @classmethod
    def of(cls, standing: RuleStanding) -> "GuardRuleDecided":
        return cls(id=text_id(RULE, standing.version), rule=standing.rule, state=standing.state)


@strawberry.type
class RulesQuery:
    """The guard's rules."""

    @strawberry.field(
        description="The rules of the guard as they are in force, in the order in which people read them."
    )
    async def guard_rules(self, info: Info) -> list[GuardRule]:
        """Read them."""
        info.context.who().must("activities.read_rules")
        async with info.context.work.read() as read:
            return [GuardRule.of(row, info.context.locale) for row in await rules_of(read)]


_DECIDED = "GuardRuleAnswer"


@strawberry.type
class RulesMutation:
    """What compliance does with a rule."""

    propose_guard_rule = mutation(
        propose_rule,
        "Say anew what is kept of a rule; it counts once a second person signed it.",
        name="propose_guard_rule",
        shows=GuardRuleDecided.of,
        result=_DECIDED,
    )
    approve_guard_rule = mutation(
        decide.approve_rule,
        "Stand for a proposed version; with the last signature every check goes by it.",
        name="approve_guard_rule",
        shows=GuardRuleDecided.of,
        result=_DECIDED,
    )
    return_guard_rule = mutation(
        decide.return_rule,
        "Send a proposed version back; the rule stays as it is.",
        name="return_guard_rule",
        shows=GuardRuleDecided.of,
        result=_DECIDED,
    )
    withdraw_guard_rule = mutation(
        decide.withdraw_rule,
        "Take back one's own proposed version.",
        name="withdraw_guard_rule",
        shows=GuardRuleDecided.of,
        result=_DECIDED,
    )
