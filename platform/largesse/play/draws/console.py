"""Draws on the console face: the draw of a right's trail, live figures of an activity."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.money import Long
from largesse.play.draws import reads
from largesse.rights.entitlements.entitlement import ACTIVITY
from largesse.rights.trail.console import Trail


@strawberry.type(description="One decided attempt; written once and never changed.")
class Draw:
    """A draw as anyone can verify it once the seed is shown."""

    id: str = named("Id, drw_….")
    at: datetime = named("When.")
    play: str = named("The play's id in the document.")
    play_title: str = named("The play's title in the request's language; its id where there is none.")
    nonce: Long = named("The client's own count of decided attempts in the activity.")
    number: int | None = named("The draw number, 0 to 999,999; null where nothing is drawn.")
    drawn: str = named("The item the number met.")
    given: str = named("The item that was given: the fallback when the drawn one was gone.")
    drawn_title: str = named("Title of the drawn item in the request's language.")
    given_title: str = named("Title of the given item in the request's language.")
    outcome: str = named("win, fallback or none.")
    odds_hash: str = named("Address of the odds.")
    revision_hash: str = named("Address of the revision that decided.")
    commit: str | None = named("Commitment to the seed, published before the start.")
    revealed: str | None = named("The seed, 64 hex digits, once the activity is over.")

    @classmethod
    def of(cls, row: reads.Drawn, titles: dict[str, reads.Text], locale: str) -> Self:
        return cls(
            id=text_id("drw", row.id),
            at=row.at,
            play=row.play,
            play_title=said(titles.get(""), locale) or row.play,
            nonce=Long(row.nonce),
            number=row.number,
            drawn=row.drawn,
            given=row.given,
            drawn_title=said(titles.get(row.drawn), locale) or row.drawn,
            given_title=said(titles.get(row.given), locale) or row.given,
            outcome=row.outcome,
            odds_hash=row.odds_hash,
            revision_hash=row.revision_hash,
            commit=row.commitment,
            revealed=row.revealed_hex,
        )


@extends(Trail)
@strawberry.type
class TrailOfPlay:
    """What play adds to a right's trail."""

    @strawberry.field(description="The draw that gave the right.")
    async def draw(self, info: Info) -> Draw | None:
        """Read the draw."""
        trail: Trail = self  # type: ignore[assignment]  # the field moves to Trail when the face is assembled
        if trail.source_kind != "play":
            return None
        async with info.context.work.read() as read:
            row = await reads.draw_of(read, trail.source_ref)
            if row is None:
                return None
            titles = await reads.titles_at(read, row)
        return Draw.of(row, titles, info.context.locale)


@strawberry.type(description="How an activity goes, counted from its draws.")
class PlayFigures:
    """Live figures."""

    draws: Long = named("Decided attempts.")
    clients: Long = named("Clients who took part.")
    wins: Long = named("Attempts that gave what was drawn.")
    fallbacks: Long = named("Attempts that gave the fallback.")

    @classmethod
    def of(cls, row: reads.Figures) -> Self:
        return cls(
            draws=Long(row.draws),
            clients=Long(row.clients),
            wins=Long(row.wins),
            fallbacks=Long(row.fallbacks),
        )


@strawberry.type
class DrawQuery:
    """Queries about draws."""

    @strawberry.field(description="How an activity goes.")
    async def play_figures(self, info: Info, activity: str) -> PlayFigures:
        """Count the draws."""
        actor = info.context.who()
        actor.must("play.view")
        async with info.context.work.read() as read:
            return PlayFigures.of(
                await reads.figures_of(read, actor, parse_id(ACTIVITY, activity, "activity"))
            )
