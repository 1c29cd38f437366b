"""Participations on the console face."""

from datetime import datetime
from functools import partial
from typing import Self

import strawberry

from largesse.audience.clients.records import CLIENT
from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, shown
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.canonical import digest, dumps
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.kernel.money import Long
from largesse.play.participations import reads
from largesse.rights.entitlements.entitlement import ACTIVITY, RIGHT

SEE = "play.see_participations"


@strawberry.type(description="One decided attempt of a client in an activity.")
class Participation:
    """One attempt, the client masked."""

    id: str = named("Id of the draw, drw_….")
    at: datetime = named("When.")
    activity: str = named("Id of the activity, act_….")
    client: str = named("Id of the client, cli_….")
    client_name: str = named("The client's number and masked name.")
    play: str = named("The play's id in the document.")
    play_title: str = named("The play's title in the request's language; its id where there is none.")
    outcome: str = named("win, fallback or none.")
    drawn_title: str = named("What the attempt met, in the request's language.")
    given_title: str = named("What it gave, in the request's language.")
    entitlement: str | None = named("Id of the right that was won, ent_…, where its trail begins.")
    nonce: Long = named("The client's own count of decided attempts in the activity.")
    number: int | None = named("The draw number; null where nothing is drawn.")
    odds_hash: str = named("Address of the odds.")
    revision_hash: str = named("Address of the revision that decided.")
    commit: str | None = named("Commitment to the seed, published before the start.")
    revealed: str | None = named("The seed, 64 hex digits, once the activity is over.")
    asked: str = named("What the client sent with it, as JSON; empty where nothing was.")
    basis: str = named("What it was decided from beside the odds, as JSON; empty where nothing was.")

    @classmethod
    def of(cls, row: reads.Participation, locale: str) -> Self:
        return cls(
            id=text_id("drw", row.id),
            at=row.at,
            activity=text_id(ACTIVITY, row.activity),
            client=text_id(CLIENT, row.client),
            client_name=row.client_name,
            play=row.play,
            play_title=said(row.titles.get(""), locale) or row.play,
            outcome=row.outcome,
            drawn_title=said(row.titles.get(row.drawn), locale) or row.drawn,
            given_title=said(row.titles.get(row.given), locale) or row.given,
            entitlement=maybe_id(RIGHT, row.entitlement),
            nonce=Long(row.nonce),
            number=row.number,
            odds_hash=row.odds_hash,
            revision_hash=row.revision_hash,
            commit=row.commitment,
            revealed=row.revealed_hex,
            asked=dumps(row.asked).decode() if row.asked else "",
            basis=dumps(row.basis).decode() if row.basis else "",
        )


@strawberry.input(description="Which participations; what is left out takes all.")
class ParticipationsOf:
    """A filter."""

    play: str | None = strawberry.field(default=None, description="The play's id in the document.")
    prize: str | None = strawberry.field(default=None, description="Id of the outcome that was given.")
    outcome: str | None = strawberry.field(default=None, description="win, fallback or none.")
    since: datetime | None = strawberry.field(default=None, description="From when.")
    until: datetime | None = strawberry.field(default=None, description="Until when, not included.")


@strawberry.type
class ParticipationQuery:
    """Who took part."""

    @strawberry.field(
        description="Decided attempts of an activity within reach, searched by client. sort: at."
    )
    async def participations(  # noqa: PLR0913, PLR0917 - a list's arguments, and which
        self,
        info: Info,
        activity: str,
        which: ParticipationsOf | None = None,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[Participation]:
        """List participations."""
        asked = which or ParticipationsOf()
        narrowed = reads.Narrowed(asked.play, asked.prize, asked.outcome, asked.since, asked.until)
        rows = partial(
            reads.participations_page, activity=parse_id(ACTIVITY, activity, "activity"), which=narrowed
        )
        name = f"participations-{activity}-{digest(narrowed) if which else ''}"
        listing = Listing(name, SEE, rows, Participation.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))

    @strawberry.field(description="One decided attempt with its record; null when out of reach.")
    @missing_as_null
    async def participation(self, info: Info, id: str) -> Participation | None:  # noqa: A002 - the face's name
        """Show one participation."""
        actor = info.context.who()
        actor.must(SEE)
        async with info.context.work.read() as read:
            row = await reads.participation_of(read, actor, parse_id("drw", id))
        return Participation.of(row, info.context.locale) if row else None
