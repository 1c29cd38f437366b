"""Duty on the console face: one answer that a screen asks for every few seconds."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id
from largesse.kernel.money import Long
from largesse.play.duty import watch as reads
from largesse.play.refused.reads import write_own
from largesse.rights.entitlements.entitlement import ACTIVITY


@strawberry.type(description="Attempts that were refused for one reason.")
class RefusalsSeen:
    """By reason."""

    code: str = named("The refusal's code.")
    attempts: Long = named("Since the start.")
    lately: Long = named("In the last sixty minutes.")


@strawberry.type(description="What happened in one hour.")
class HourSeen:
    """One hour."""

    hour: str = named("When it begins, in the activity's zone, YYYY-MM-DD HH:MM.")
    draws: Long = named("Decided attempts.")
    wins: Long = named("Attempts that gave what was drawn.")
    refused: Long = named("Refused attempts.")


@strawberry.type(description="An outcome as the draws stated it and as their numbers met it.")
class OutcomeSeen:
    """One outcome."""

    id: str = named("Its id in the document.")
    title: str = named("Title in the request's language.")
    stated_ppm: int = named("The mean of the chances that the draws stated, in parts per million.")
    expected: float = named("How many draws were to be expected to meet it.")
    met: Long = named("How many met it.")
    instead: Long = named("Of those, how many gave the fallback: sold out, locked or over a limit.")


@strawberry.type(description="The draws of one play under the same odds, against what they stated.")
class DrawingSeen:
    """One play, one set of odds."""

    play: str = named("The play's id in the document.")
    title: str = named("The play's title in the request's language.")
    odds_hash: str = named("Address of the odds.")
    draws: Long = named("Draws compared.")
    p: float | None = named("How likely a difference as large is by chance; null: too few draws.")
    verdict: str = named(
        "fits, off (p < 0.001), skewed (off, but some refused attempts left no draw) or few."
    )
    refused_after: Long = named("Attempts that were refused after their number was known.")
    outcomes: list[OutcomeSeen] = named("Its outcomes.")


@strawberry.type(description="What of a stock or of the budget is used up.")
class BurnSeen:
    """Units, or minor units of money."""

    cap: Long = named("All there is.")
    used: Long = named("Used so far.")
    lately: Long = named("Used in the last sixty minutes.")
    ends_at: datetime | None = named(
        "When it is used up if it goes on as in the last hour; null: not before the activity ends."
    )


@strawberry.type(description="A prize with a stock of its own.")
class PrizeStockSeen:
    """One prize."""

    play: str = named("The play's id in the document.")
    item: str = named("The prize's id in the play.")
    title: str = named("Title in the request's language.")
    burn: BurnSeen = named("What is used of it.")


@strawberry.type(description="How far an activity is on the way to its goal.")
class GoalSeen:
    """The goal."""

    metric: str = named("What is counted.")
    target: Long = named("How many it is to be.")
    reached: Long | None = named("How many it is; null: neither draws nor rights tell.")


@strawberry.type(description="An activity as it runs, counted within the last seconds.")
class DutyWatch:
    """What staff on duty watch."""

    at: datetime = named("When it was counted.")
    state: str = named("The activity's state.")
    zone: str = named("The zone of its days and hours.")
    starts_at: datetime = named("Start.")
    ends_at: datetime = named("End.")
    clients: Long = named("Clients who took part.")
    draws: Long = named("Decided attempts.")
    draws_lately: Long = named("Decided attempts in the last sixty minutes.")
    wins: Long = named("Attempts that gave what was drawn.")
    fallbacks: Long = named("Attempts that gave the fallback.")
    refused: Long = named("Refused attempts.")
    reasons: list[RefusalsSeen] = named("Refused attempts by reason, the most frequent first, at most 30.")
    hours: list[HourSeen] = named("The last 48 hours, from the first in which something happened.")
    drawings: list[DrawingSeen] = named("Draws against what they stated, by play and odds.")
    stock: list[PrizeStockSeen] = named("Prizes with a stock of their own.")
    budget: BurnSeen | None = named("The activity's budget in minor units; null: its prizes cost nothing.")
    currency: str = named("The budget's currency.")
    goal: GoalSeen = named("The goal.")

    @classmethod
    def of(cls, seen: reads.Watch, locale: str) -> Self:
        return cls(
            at=seen.at,
            state=seen.state,
            zone=seen.zone,
            starts_at=seen.starts_at,
            ends_at=seen.ends_at,
            clients=Long(seen.counts.clients),
            draws=Long(seen.counts.draws),
            draws_lately=Long(seen.draws_lately),
            wins=Long(seen.counts.wins),
            fallbacks=Long(seen.counts.fallbacks),
            refused=Long(seen.refused),
            reasons=[
                RefusalsSeen(code=one.code, attempts=Long(one.attempts), lately=Long(one.lately))
                for one in seen.reasons
            ],
            hours=[_hour(one) for one in seen.hours],
            drawings=[_drawing(one, locale) for one in seen.drawings],
            stock=[
                PrizeStockSeen(
                    play=one.play, item=one.item, title=said(one.title, locale), burn=_burn(one.burn)
                )
                for one in seen.stock
            ],
            budget=_burn(seen.budget) if seen.budget else None,
            currency=seen.currency,
            goal=GoalSeen(
                metric=seen.goal.metric,
                target=Long(seen.goal.target),
                reached=None if seen.goal.reached is None else Long(seen.goal.reached),
            ),
        )


def _hour(one: reads.HourSeen) -> HourSeen:
    return HourSeen(hour=one.hour, draws=Long(one.draws), wins=Long(one.wins), refused=Long(one.refused))


def _burn(one: reads.Burn) -> BurnSeen:
    return BurnSeen(cap=Long(one.cap), used=Long(one.used), lately=Long(one.lately), ends_at=one.ends_at)


def _drawing(one: reads.DrawingSeen, locale: str) -> DrawingSeen:
    return DrawingSeen(
        play=one.play,
        title=said(one.title, locale),
        odds_hash=one.odds_hash,
        draws=Long(one.draws),
        p=one.p,
        verdict=one.verdict,
        refused_after=Long(one.refused_after),
        outcomes=[
            OutcomeSeen(
                id=each.id,
                title=said(each.title, locale),
                stated_ppm=each.stated_ppm,
                expected=round(each.expected, 1),
                met=Long(each.met),
                instead=Long(each.instead),
            )
            for each in one.outcomes
        ],
    )


@strawberry.type
class DutyQuery:
    """Queries of staff on duty."""

    @strawberry.field(description="An activity as it runs; null when missing, out of reach or not out yet.")
    @missing_as_null
    async def duty_watch(self, info: Info, activity: str) -> DutyWatch | None:
        """Watch an activity."""
        actor = info.context.who()
        actor.must("play.view")
        await write_own(info.context.work)
        async with info.context.work.read() as read:
            seen = await reads.watch(read, actor, parse_id(ACTIVITY, activity, "activity"))
        return DutyWatch.of(seen, info.context.locale) if seen else None
