"""Say anew what the institution keeps of a rule, for a second person to sign."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from largesse.activities.guard.kept import Kept
from largesse.activities.guard.rule import Certainty
from largesse.activities.guard.standard import standard_of
from largesse.activities.rules.records import KeptRule, RuleId
from largesse.identity.approvals.approvals import OpenAlready, propose
from largesse.identity.approvals.proposal import Proposal
from largesse.identity.units.reads import head_office
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.kernel.writing import name_given
from largesse.store.work import Tx, Work

SUBJECT = "activities.rule"
SIGNERS = ("approver_head",)
ACTIVE, PROPOSED = "active", "proposed"
_LETTERS_MAX, _DESK_MAX = 600, 120
Text = dict[str, str]


@dataclass(frozen=True)
class RuleMissing(Missing):
    """The guard has no rule of this code, or no such version of it within reach."""

    code = "activities.rule_missing"
    path = "rule"
    rule: str


@dataclass(frozen=True)
class RuleUnchanged(Refusal):
    """What is proposed is what is kept already."""

    code = "activities.rule_unchanged"
    path = "rule"


@dataclass(frozen=True, kw_only=True)
class ProposeRule(Ask):
    """What compliance says of a rule from now on: its law, how certain it is, what to do, who signed."""

    rule: str = asked("Code of the rule, as activities.prize_over_ceiling.")
    source: Text = asked("The statute or the institution's own rule, in words.")
    effective: date = asked("Since when it is in force.")
    owner: Text = asked("The desk that keeps it.")
    certainty: Certainty = asked("How certain its reading is.")
    remedy: Text = asked("What to do about a finding.", default_factory=dict)
    signed_by: Text = asked("Who in the institution takes it over; empty: nobody, so it only warns.")


@dataclass(frozen=True)
class RuleStanding:
    """A version of a rule and where it stands: proposed, active, returned or withdrawn."""

    version: RuleId
    rule: str
    state: str


async def propose_rule(ask: ProposeRule, *, actor: Actor, work: Work) -> RuleStanding:
    """Put what is to be kept of a rule before a second person; until he signs nothing changes.

    Raises:
        RuleMissing: ``activities.rule_missing``.
        RuleUnchanged: ``activities.rule_unchanged``.
        Malformed: ``kernel.malformed`` at the field.
        OpenAlready: ``identity.approval_open_already``: another version of it waits.
    """
    actor.must("activities.propose_rule")
    kept = _given(ask)
    async with work.begin(ask, actor, use="activities.propose_rule", answer=RuleStanding) as tx:
        if tx.earlier:
            return tx.earlier
        unit = await head_office(tx)
        actor.reach(unit, RuleMissing(ask.rule))
        row = await _written(tx, unit, ask.rule, kept)
        facts = {"rule": row.code, "version": row.version, "signed": bool(kept.signed_by)}
        tx.audit("activities.rule_proposed", str(row.id), facts, org_unit=unit)
        return await tx.done(RuleStanding(row.id, row.code, row.state))


def _given(ask: ProposeRule) -> Kept:
    return Kept(
        source=_text(ask.source, "source", _LETTERS_MAX),
        effective=ask.effective,
        owner=_text(ask.owner, "owner", _DESK_MAX),
        certainty=ask.certainty,
        remedy=_text(ask.remedy, "remedy", _LETTERS_MAX, needed=False),
        signed_by=_text(ask.signed_by, "signed_by", _DESK_MAX, needed=False),
    )


def _text(said: Text, path: str, most: int, *, needed: bool = True) -> Text:
    """Give a text in both languages; one that is not needed may be empty in both."""
    given = {locale: name_given(said.get(locale, ""), path) for locale in ("zh-CN", "en")}
    if not any(given.values()) and not needed:
        return {}
    if not all(0 < len(one) <= most for one in given.values()):
        raise Malformed(because("activities.reason.both_languages", most=most), path)
    return given


async def _written(tx: Tx[Any], unit: UUID, code: str, kept: Kept) -> KeptRule:
    rule = standard_of(tx.house).rule(code)
    if rule is None:
        raise RuleMissing(code)
    await tx.run("select pg_advisory_xact_lock(hashtextextended($1::text, 9))", code)
    shipped, versions = Kept.of(rule), KeptRule.filter(code=code).using_db(tx.conn).order_by("-version")
    if await versions.filter(state=PROPOSED).exists():
        raise OpenAlready
    before, last = await versions.filter(state=ACTIVE).first(), await versions.first()
    old = msgspec.convert(before.body, Kept) if before else shipped
    if old == kept:
        raise RuleUnchanged
    row = KeptRule(
        id=new_id(),
        code=code,
        version=1 if last is None else last.version + 1,
        org_unit=unit,
        body=msgspec.to_builtins(kept),
        shipped=shipped.sha,
        state=PROPOSED,
        created_by=tx.actor.id,
        created_at=tx.now,
    )
    row.approval = await propose(tx, _proposal(row, rule.called, old), tx.actor)
    await row.save(using_db=tx.conn, force_create=True)
    return row


def _proposal(row: KeptRule, title: Text, old: Kept) -> Proposal:
    return Proposal(
        subject_kind=SUBJECT,
        subject=row.id,
        content_hash=content_hash(row),
        route="two_person",
        org_unit=row.org_unit,
        title=title["zh-CN"],
        summary={"rule": row.code, "version": row.version},
        difference={"before": msgspec.to_builtins(old), "after": row.body},
        roles=SIGNERS,
    )


def content_hash(row: KeptRule) -> str:
    """Give the address of all that the second person stands for."""
    return digest({"rule": row.code, "version": row.version, "body": row.body})
