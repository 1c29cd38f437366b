"""Risk on the console face: rules, and the attempts that wait."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.audience.clients.records import CLIENT
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id, text_id
from largesse.kernel.money import Long
from largesse.play.review import reads
from largesse.play.review.review import Reviewed, refuse_held, release_held
from largesse.play.risk.records import RULE, SUSPECT
from largesse.play.risk.rules import RuleStanding, add_risk_rule, end_risk_rule
from largesse.rights.entitlements.entitlement import ACTIVITY

SEE = "play.see_risk"


@strawberry.type(name="RiskRule", description="A rule of risk: it lists somebody, or counts attempts.")
class RiskRuleType:
    """One rule."""

    id: str = named("Id, rsk_….")
    activity: str | None = named("Id of its activity, act_…; null: every activity.")
    activity_title: str = named("The activity's title in the request's language; empty: every activity.")
    subject: str = named("client, device or address.")
    value: str = named("Who or what is listed, a client by number and mask; empty: it counts.")
    most: int | None = named("How many attempts are let through in a window.")
    window_s: int | None = named("The window in seconds.")
    outcome: str = named("allow, challenge, hold or deny.")
    reason: str = named("Why it was made.")
    expires_at: datetime | None = named("Until when it holds; null: until it is ended.")
    made_by: str = named("Who made it.")
    made_at: datetime = named("When it was made.")
    standing: bool = named("Whether it holds now.")
    endable: bool = named("Whether the reader may end it.")

    @classmethod
    def of(cls, row: reads.RuleRow, locale: str) -> Self:
        return cls(
            id=text_id(RULE, row.id),
            activity=maybe_id(ACTIVITY, row.activity),
            activity_title=said(row.activity_title, locale),
            subject=row.subject,
            value=row.value_name,
            most=row.most,
            window_s=row.window_s,
            outcome=row.outcome,
            reason=row.reason,
            expires_at=row.expires_at,
            made_by=row.made_by_name,
            made_at=row.made_at,
            standing=row.standing,
            endable=row.endable,
        )


@strawberry.type(name="Suspect", description="An attempt that a rule stopped, or that queues.")
class SuspectType:
    """One attempt, the client masked."""

    id: str = named("Id, sus_….")
    at: datetime = named("When it came.")
    activity: str = named("Id of the activity, act_….")
    activity_title: str = named("The activity's title in the request's language.")
    play: str = named("The play's id in the document.")
    client: str = named("Id of the client, cli_….")
    client_name: str = named("The client's number and masked name.")
    device: str = named("Keyed mark of the device, as a rule may list it; empty where nobody knows.")
    address: str = named("Keyed mark of the address, as a rule may list it; empty where nobody knows.")
    state: str = named("challenged, passed, expired, waiting, released, refused or denied.")
    why: str = named(
        "What beside the rule decided: code_failed, codes_spent, no_number, nobody_there; empty: nothing."
    )
    started: bool = named("Whether an event or the clock made it, not the client.")
    rule_subject: str = named("What the rule looks at: client, device or address; empty: no rule stopped it.")
    rule_most: int | None = named("How many it lets through in a window; null: it lists.")
    rule_window_s: int | None = named("Its window in seconds.")
    rule_reason: str = named("Why the rule was made.")
    due_at: datetime | None = named("From when on the turn of one in a queue comes; null: it is in none.")
    limit_scope: str | None = named("Whose limit it is: client, household, device, ip, tier or activity.")
    limit_period: str | None = named("That limit's period: day, week or month.")
    limit_max: Long | None = named("How many that limit lets through in a period.")
    note: str = named("Why staff decided so.")
    decided_by: str = named("Who decided; empty where nobody has.")
    decided_at: datetime | None = named("When it was decided.")
    outcome: str = named(
        "What an attempt that was let go became: win, fallback, none, or the code that refused it."
    )
    draw: str | None = named("Id of its draw, drw_….")
    reviewable: bool = named("Whether the reader may release or refuse it.")

    @classmethod
    def of(cls, row: reads.SuspectRow, locale: str) -> Self:
        return cls(
            id=text_id(SUSPECT, row.id),
            at=row.at,
            activity=text_id(ACTIVITY, row.activity),
            activity_title=said(row.activity_title, locale),
            play=row.play,
            client=text_id(CLIENT, row.client),
            client_name=row.client_name,
            device=row.device,
            address=row.address,
            state=row.state,
            why=row.why,
            started=row.started,
            rule_subject=row.rule_subject,
            rule_most=row.rule_most,
            rule_window_s=row.rule_window_s,
            rule_reason=row.rule_reason,
            due_at=row.due_at,
            limit_scope=row.limit_scope,
            limit_period=row.limit_period,
            limit_max=None if row.limit_max is None else Long(row.limit_max),
            note=row.note,
            decided_by=row.decided_by_name,
            decided_at=row.decided_at,
            outcome=row.outcome,
            draw=maybe_id("drw", row.draw),
            reviewable=row.reviewable,
        )


@strawberry.type(description="A rule of risk was made or ended.")
class RiskRuleKept:
    """Which one."""

    id: str = named("Id, rsk_….")

    @classmethod
    def of(cls, standing: RuleStanding) -> Self:
        return cls(id=text_id(RULE, standing.rule))


@strawberry.type(description="An attempt that waited was decided about.")
class HeldReviewed:
    """How."""

    id: str = named("Id, sus_….")
    state: str = named("released or refused.")

    @classmethod
    def of(cls, reviewed: Reviewed) -> Self:
        return cls(id=text_id(SUSPECT, reviewed.suspect), state=reviewed.state)


@strawberry.type
class RiskQuery:
    """Queries about risk."""

    risk_rules: Connection[RiskRuleType] = list_by_state(
        "risk-rules",
        SEE,
        reads.rules_page,
        RiskRuleType.of,
        "Rules of risk within reach. state: standing, over. sort: madeAt.",
    )
    suspects: Connection[SuspectType] = list_by_state(
        "suspects",
        SEE,
        reads.suspects_page,
        SuspectType.of,
        "Attempts that were challenged, held, denied or queued, searched by client. state: challenged,"
        " passed, expired, waiting, released, refused, denied. sort: at.",
    )


@strawberry.type
class RiskMutation:
    """What keeps rules and decides about held attempts."""

    add_risk_rule = mutation(
        add_risk_rule,
        "Make a rule of risk; it holds within seconds.",
        shows=RiskRuleKept.of,
        result="RiskRuleResult",
    )
    end_risk_rule = mutation(
        end_risk_rule, "End a rule of risk.", shows=RiskRuleKept.of, result="RiskRuleResult"
    )
    release_held = mutation(
        release_held,
        "Let an attempt that waits go on; it is decided now, past the limits for which it waited.",
        shows=HeldReviewed.of,
        result="ReviewHeldResult",
    )
    refuse_held = mutation(
        refuse_held, "Refuse an attempt that waits.", shows=HeldReviewed.of, result="ReviewHeldResult"
    )
