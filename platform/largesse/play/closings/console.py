"""Draws at a set time on the console face: how far they are, the values that select, who has which place."""

from datetime import datetime

import strawberry

from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.reads import Published, published
from largesse.audience.clients.masking import mask_name
from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.money import Long
from largesse.play.closings.key import key_shown
from largesse.play.closings.values import ValuesKept, confirm_values, record_values
from largesse.play.draws.reads import titles_of
from largesse.play.entries import reads
from largesse.play.entries.reads import Closing, Places
from largesse.play.operators.later import Drawing
from largesse.play.plans.memory import plans
from largesse.rights.entitlements.entitlement import ACTIVITY
from largesse.store.work import Read

SEE, SEE_CLIENTS = "play.view", "play.see_participations"


@strawberry.type(description="A draw at a set time, from its first entry to its last prize.")
class ClosingShown:
    """What is null has not happened."""

    play: str = named("The play's id.")
    title: str = named("The play's title in the request's language.")
    closes_at: datetime = named("From then on nobody enters.")
    values_at: datetime = named("When the values that select are public.")
    source_name: str = named("Whose values they are, as the document announces it.")
    count: int = named("How many numbers there are.")
    entries: Long = named("Entries so far.")
    closed_at: datetime | None = named("When the list was closed.")
    root: str | None = named("The closed list's root; null: the list is open, or nobody entered.")
    commit: str | None = named("Commitment to the secret part of the key.")
    numbers: str | None = named("The numbers recorded, rising, with points between.")
    source: str | None = named("Where whoever recorded them found them.")
    recorded_by: str | None = named("Who recorded them.")
    recorded_at: datetime | None = named("When.")
    confirmed_by: str | None = named("Who confirmed them.")
    confirmed_at: datetime | None = named("When.")
    key: str | None = named("The key that selected, as RFC 3797 writes it.")
    given: Long = named("Places given.")
    passed_over: Long = named("Selected and passed over: blocked, or had as much as one may.")
    waiting: Long = named("Places selected and not given yet.")
    decided_at: datetime | None = named("When all was given.")
    actions: list[str] = named("What may be done now: record, confirm.")


@strawberry.type(description="A place of a draw.")
class DrawPlace:
    """Who has it, and what became of it."""

    place: Long = named("The rank in the order of selection, from 1.")
    number: Long = named("The entry's number.")
    masked_name: str = named("王**.")
    outcome: str = named("Title of what it brings, in the request's language.")
    replaces: Long | None = named("The place of one who was passed over, whom this one follows.")
    state: str = named("given, waiting, blocked, limit, gifts_gone or points_closed.")
    at: datetime | None = named("When it was given.")


@strawberry.type(name="ValuesKept", description="A draw whose values were recorded or confirmed.")
class ValuesKeptType:
    """Which draw it is."""

    activity: str = named("Activity, act_….")
    play: str = named("The play's id.")

    @classmethod
    def of(cls, kept: ValuesKept) -> "ValuesKeptType":
        return cls(activity=text_id(ACTIVITY, kept.activity), play=kept.play)


def _actions(closing: Closing, drawing: Drawing, actor: Actor) -> list[str]:
    if closing.root is None or closing.confirmed_at is not None or now() < drawing.values_at:
        return []
    record = ["record"] if actor.may("play.record_values") else []
    others = closing.recorded_by is not None and closing.recorded_by != actor.id
    return [*record, *(["confirm"] if others and actor.may("play.confirm_values") else [])]


async def _within(read: Read, actor: Actor, activity: str) -> Published | None:
    shown = await published(read, parse_id(ACTIVITY, activity, "activity"))
    return shown if shown is not None and actor.reaches(shown.org_unit) else None


@strawberry.type
class ClosingQuery:
    """Queries about draws at a set time."""

    @strawberry.field(description="The draws at a set time of an activity within reach.")
    async def timed_draws(self, info: Info, activity: str) -> list[ClosingShown]:
        """Read how far they are."""
        actor, work, locale = info.context.who(), info.context.work, info.context.locale
        actor.must(SEE)
        async with work.read() as read:
            shown = await _within(read, actor, activity)
            if shown is None:
                return []
            closings = await reads.closings_of(read, shown.id)
            places = await reads.places_of(read, shown.id)
        grammar, known = standard_of(work.house).grammar, []
        for one in closings:
            drawing = (await plans(work).of(activity, one.play, shown.hash)).plan.drawing
            if drawing is None:
                continue
            counts = places.get(one.play, Places(one.play, 0, 0, 0))
            known.append(
                ClosingShown(
                    play=one.play,
                    title=said(titles_of(shown.document, one.play, grammar).get("", {}), locale),
                    closes_at=one.due_at,
                    values_at=drawing.values_at,
                    source_name=said(dict(drawing.source), locale),
                    count=drawing.count,
                    entries=Long(one.entries),
                    closed_at=one.closed_at,
                    root=one.root,
                    commit=one.secret_hash,
                    numbers=one.numbers,
                    source=one.source,
                    recorded_by=one.recorded_by_name,
                    recorded_at=one.recorded_at,
                    confirmed_by=one.confirmed_by_name,
                    confirmed_at=one.confirmed_at,
                    key=key_shown(one),
                    given=Long(counts.given),
                    passed_over=Long(counts.passed_over),
                    waiting=Long(counts.waiting),
                    decided_at=one.decided_at,
                    actions=_actions(one, drawing, actor),
                )
            )
        return known

    @strawberry.field(description="Who has which place of a draw, fifty after a place.")
    async def draw_places(
        self, info: Info, activity: str, play: str, after: Long | None = None
    ) -> list[DrawPlace]:
        """Read a page of places."""
        actor, locale = info.context.who(), info.context.locale
        actor.must(SEE_CLIENTS)
        async with info.context.work.read() as read:
            shown = await _within(read, actor, activity)
            if shown is None:
                return []
            rows = await reads.holders_of(read, shown.id, play, after or 0)
        titles = titles_of(shown.document, play, standard_of(info.context.work.house).grammar)
        return [
            DrawPlace(
                place=Long(row.place),
                number=Long(row.number),
                masked_name=mask_name(row.name),
                outcome=said(titles.get(row.outcome), locale) or row.outcome,
                replaces=None if row.replaces is None else Long(row.replaces),
                state=row.passed_over or row.short or ("given" if row.awarded_at else "waiting"),
                at=row.awarded_at,
            )
            for row in rows
        ]


@strawberry.type
class ClosingMutation:
    """What staff do with draws at a set time."""

    record_values = mutation(
        record_values, "Record the public values that select in a draw.", shows=ValuesKeptType.of
    )
    confirm_values = mutation(
        confirm_values,
        "Confirm as a second person the values that select in a draw.",
        shows=ValuesKeptType.of,
    )
