"""Make and end rules of risk."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network
from uuid import UUID

from largesse.activities.lifecycle.locking import locked
from largesse.activities.lifecycle.records import ACTIVITY
from largesse.audience.clients.clients import locked_client
from largesse.audience.clients.records import CLIENT, ClientId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because, between, one_of
from largesse.play.risk.gate import gate
from largesse.play.risk.records import RULE, RiskRule, RuleId
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

SUBJECTS, OUTCOMES = ("client", "device", "address"), ("allow", "challenge", "hold", "deny")
MOST_MAX, WINDOW_S_MAX, DAYS_MAX = 10_000, 86_400, 3_650
KEEP = "play.keep_risk"


@dataclass(frozen=True)
class RuleMissing(Missing):
    """No such rule within reach, or it has ended."""

    code = "play.risk_rule_missing"
    rule: UUID


@dataclass(frozen=True, kw_only=True)
class AddRiskRule(Ask):
    """A rule: it lists a client, a device or addresses, or it counts how often one of them comes."""

    activity: UUID | None = asked("Activity, act_…; none: every activity.", id=ACTIVITY, default=None)
    subject: str = asked("client, device or address.")
    client: ClientId | None = asked("The client that is listed, cli_….", id=CLIENT, default=None)
    value: str = asked(
        "The device's mark that is listed, or addresses as 10.1.0.0/16; empty: it counts.", default=""
    )
    most: int | None = asked("How many attempts are let through in a window, 1 to 10,000.", default=None)
    window_s: int | None = asked("The window in seconds, 1 to 86,400.", default=None)
    outcome: str = asked("allow (listed only), challenge, hold or deny.")
    reason: str = asked("Why; stands in the audit.")
    days: int | None = asked("For how many days it holds, 1 to 3,650; none: until it is ended.", default=None)


@dataclass(frozen=True, kw_only=True)
class EndRiskRule(Ask):
    """The rule that shall hold no more."""

    rule: RuleId = asked("The rule, rsk_….", id=RULE)
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class RuleStanding:
    """A rule that was made or ended."""

    rule: RuleId


async def add_risk_rule(ask: AddRiskRule, *, actor: Actor, work: Work) -> RuleStanding:
    """Make a rule; it holds in every process within five seconds.

    Raises:
        Malformed: ``kernel.malformed`` at the field that does not fit.
        ActivityMissing, ClientMissing: out of reach.
    """
    actor.must(KEEP)
    reason, value = reason_of(ask.reason), _value(ask)
    _check(ask, value)
    async with work.begin(ask, actor, use="play.add_risk_rule", answer=RuleStanding) as tx:
        if tx.earlier:
            return tx.earlier
        if ask.client is not None:
            await locked_client(tx, ask.client, actor)
        if ask.activity is None and actor.units is not None:
            raise Malformed(because("play.reason.whole_house"), "activity")
        unit = (await locked(tx, ask.activity, actor)).org_unit if ask.activity else None
        rule = RiskRule(
            id=new_id(),
            activity=ask.activity,
            subject=ask.subject,
            value=value,
            most=ask.most,
            window_s=ask.window_s,
            outcome=ask.outcome,
            reason=reason,
            expires_at=tx.now + timedelta(days=ask.days) if ask.days else None,
            made_by=actor.id,
            made_at=tx.now,
        )
        await rule.save(using_db=tx.conn, force_create=True)
        facts = {"subject": ask.subject, "outcome": ask.outcome, "most": ask.most, "window_s": ask.window_s}
        tx.audit("play.risk_rule_added", str(rule.id), {**facts, "reason": reason}, org_unit=unit)
        answer = await tx.done(RuleStanding(RuleId(rule.id)))
    gate(work).forget()
    return answer


async def end_risk_rule(ask: EndRiskRule, *, actor: Actor, work: Work) -> RuleStanding:
    """End a rule; attempts that it holds go on waiting.

    Raises:
        RuleMissing: ``play.risk_rule_missing``.
    """
    actor.must(KEEP)
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="play.end_risk_rule", answer=RuleStanding) as tx:
        if tx.earlier:
            return tx.earlier
        unit = await _end(tx, ask.rule, actor)
        tx.audit("play.risk_rule_ended", str(ask.rule), {"reason": reason}, org_unit=unit)
        answer = await tx.done(RuleStanding(ask.rule))
    gate(work).forget()
    return answer


async def _end(tx: Tx[RuleStanding], id_: RuleId, actor: Actor) -> UUID | None:
    missing = RuleMissing(id_)
    rule = await RiskRule.filter(id=id_, ended_at=None).using_db(tx.conn).select_for_update().first()
    if rule is None or (rule.activity is None and actor.units is not None):
        raise missing
    unit = (await locked(tx, rule.activity, actor, missing)).org_unit if rule.activity else None
    rule.ended_at, rule.ended_by = tx.now, actor.id
    await rule.save(using_db=tx.conn, update_fields=["ended_at", "ended_by"])
    return unit


def _value(ask: AddRiskRule) -> str:
    """Give what is listed as attempts are compared with it; empty where the rule counts."""
    value = str(ask.client) if ask.client and ask.subject == "client" else ask.value.strip()
    if ask.subject != "address" or not value or value.startswith("hmac"):
        return value
    try:
        return str(ip_network(value, strict=False))
    except ValueError as error:
        raise Malformed(because("play.reason.addresses"), "value") from error


def _check(ask: AddRiskRule, value: str) -> None:
    counts = ask.most is not None or ask.window_s is not None
    if ask.subject not in SUBJECTS:
        raise Malformed(one_of(SUBJECTS), "subject")
    if ask.outcome not in OUTCOMES[counts:]:
        raise Malformed(one_of(OUTCOMES[counts:]), "outcome")
    if counts == bool(value) or len(value) > 200 or "\0" in value:
        raise Malformed(because("play.reason.lists_or_counts"), "value")
    if ask.subject == "client" and value and ask.client is None:
        raise Malformed(because("play.reason.lists_or_counts"), "client")
    for name, given, most in (
        ("most", ask.most, MOST_MAX),
        ("window_s", ask.window_s, WINDOW_S_MAX),
        ("days", ask.days, DAYS_MAX),
    ):
        if (given is not None and not 1 <= given <= most) or (given is None and counts and name != "days"):
            raise Malformed(between(1, most), name)
