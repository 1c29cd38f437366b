"""A client's own standing in plays, on the client face."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

import msgspec
import strawberry

from largesse.activities.lifecycle.reads import published
from largesse.activities.operators.reading import values
from largesse.faces.context import Info
from largesse.faces.scalars import named
from largesse.kernel.clock import day_in, now
from largesse.kernel.copy import said
from largesse.kernel.money import Long
from largesse.play.asks.counts import Totals, totals_of
from largesse.play.chances.reads import standing_of
from largesse.play.commons.commons import common_of
from largesse.play.operators.shown import Mark, Thing
from largesse.play.plans.memory import plans
from largesse.play.standing.reads import used_of
from largesse.play.standing.standing import InPlay, Question, Written, in_play


@strawberry.type(description="An answer that can be chosen.")
class PlayOption:
    """One option of a question."""

    id: str = named("Its id, as an answer names it.")
    text: str = named("In the request's language.")
    image: str | None = named("Its picture.")
    chosen: Long | None = named("How many chose it; null: that is not shown, or I have not answered yet.")


@strawberry.type(description="A question that a play asks with an attempt.")
class PlayQuestion:
    """What is asked; what is right is never told."""

    id: str = named("Its id, as an answer names it.")
    text: str = named("In the request's language.")
    kind: str = named("one, many, text or number.")
    options: list[PlayOption] = named("What can be chosen.")
    optional: bool = named("Whether it may stay open.")
    max: int | None = named("The most options, letters or the largest number.")

    @classmethod
    def of(cls, one: Question, chosen: Mapping[str, int] | None, locale: str) -> Self:
        """Tell it in one language; ``chosen`` None: how many chose what is not shown."""
        options = [
            PlayOption(
                id=it.id,
                text=said(it.text, locale),
                image=it.image,
                chosen=None if chosen is None else Long(chosen.get(it.id, 0)),
            )
            for it in one.options
        ]
        return cls(
            id=one.id,
            text=said(one.text, locale),
            kind=one.kind,
            options=options,
            optional=one.optional,
            max=one.max,
        )


@strawberry.type(description="A whole number that a play tells of one's standing.")
class PlayFigure:
    """A named figure."""

    name: str = named("What it counts: run, reached, have, of, left, pass_score.")
    value: Long = named("The figure.")


@strawberry.type(description="A target and what it brings.")
class PlayMark:
    """One step."""

    id: str = named("Id of what it brings.")
    title: str = named("What it brings, in the request's language.")
    at: Long = named("What must be reached.")
    had: bool = named("Whether I had it in this period.")

    @classmethod
    def of(cls, one: Mark, locale: str) -> Self:
        """Tell it in one language."""
        return cls(id=one.id, title=said(one.title, locale), at=Long(one.at), had=one.had)


@strawberry.type(description="A card or a place.")
class PlayThing:
    """Something of which a play has several."""

    id: str = named("Its id.")
    title: str = named("In the request's language.")
    image: str | None = named("Its picture.")
    had: int = named("How many of it are mine.")
    left: int | None = named("How many are left for everybody; null: that is not counted.")

    @classmethod
    def of(cls, one: Thing, locale: str) -> Self:
        """Tell it in one language."""
        return cls(id=one.id, title=said(one.title, locale), image=one.image, had=one.had, left=one.left)


@strawberry.type(description="Units that come in later.")
class PlayComing:
    """A release."""

    at: datetime = named("When.")
    units: Long = named("How many.")


@strawberry.type(description="My standing in one play.")
class MyPlay:
    """What I have done in it, and what is next."""

    play: str = named("The play's id.")
    open: bool = named("Whether it is open for me; a locked play opens by another.")
    price: int = named("Points that an attempt costs; 0: none.")
    now: datetime = named("The house's clock.")
    today: str = named("Today in the activity's zone, as 2026-10-01.")
    asks: list[PlayQuestion] = named("What is asked with an attempt.")
    figures: list[PlayFigure] = named("Where I stand, in figures.")
    marks: list[PlayMark] = named("Its targets, in order.")
    things: list[PlayThing] = named("Its cards or places.")
    days: list[str] = named("The days that were counted, in order.")
    to_make_up: list[str] = named("Missed days that I can make up now.")
    coming: list[PlayComing] = named("What comes in later, in order.")

    @classmethod
    def of(cls, one: InPlay, at: datetime, today: str, totals: Totals, locale: str) -> Self:
        """Tell it in one language."""
        shown = one.shown
        return cls(
            play=one.play,
            open=one.open,
            price=one.price,
            now=at,
            today=today,
            asks=[
                PlayQuestion.of(
                    asked,
                    totals.get((one.play, asked.id), {}) if asked.totals and one.answered else None,
                    locale,
                )
                for asked in one.asks
            ],
            figures=[PlayFigure(name=name, value=Long(value)) for name, value in shown.figures.items()],
            marks=[PlayMark.of(mark, locale) for mark in shown.marks],
            things=[PlayThing.of(thing, locale) for thing in shown.things],
            days=[day.isoformat() for day in shown.days],
            to_make_up=[day.isoformat() for day in shown.to_make_up],
            coming=[PlayComing(at=later.at, units=Long(later.units)) for later in shown.coming],
        )


@strawberry.type
class StandingQuery:
    """Queries about one's standing."""

    @strawberry.field(
        description="My standing in the plays of an activity; empty when it is not published. At most 20."
    )
    async def my_plays(self, info: Info, activity: str) -> list[MyPlay]:
        """Read one's own standing: one read for all plays."""
        actor, work = info.context.who(), info.context.work
        actor.must("play.see_own")
        async with work.read() as read:
            shown = await published(read, activity)
            if shown is None:
                return []
            standing = await standing_of(read, actor.id, shown.id)
            used = await used_of(read, shown.id)
            counted = any(values(shown.document, "plays/*/asks/*/totals"))
            totals: Totals = await totals_of(read, shown.id) if counted else {}
        at, locale, told = now(), info.context.locale, []
        playing = msgspec.convert(shown.document["plays"], list[Written])
        known = [(await plans(work).of(activity, one.id, shown.hash)).plan for one in playing]
        if any(plan.commons for plan in known):
            async with work.read() as read:
                standing = standing.knowing(await common_of(read, known, actor.id))
        for written, plan in zip(playing, known, strict=True):
            one = in_play(plan, written, standing, used.get(written.id, {}), at)
            told.append(MyPlay.of(one, at, day_in(at, plan.zone).isoformat(), totals, locale))
        return told
