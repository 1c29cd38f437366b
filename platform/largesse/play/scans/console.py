"""The codes of places on the console face, to be put on posters and shown on screens."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.reads import published
from largesse.activities.operators.reading import values
from largesse.faces.context import Info
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id
from largesse.kernel.settings import settings
from largesse.play.draws.reads import titles_of
from largesse.play.plans.memory import plans
from largesse.play.triggers.proved import Posted
from largesse.rights.codes.code12 import grouped
from largesse.rights.entitlements.entitlement import ACTIVITY

SHOW = "play.show_codes"


@strawberry.type(description="The code of a place at which clients start a play.")
class PlaceCode:
    """One place, with the code that it shows now."""

    play: str = named("The play's id.")
    play_title: str = named("Its title in the request's language.")
    place: str = named("The place's id.")
    title: str = named("What the place is called, in the request's language.")
    digits: str = named("Twelve digits in groups, to be typed.")
    url: str = named("The address that the QR code holds: the activity's page with the code.")
    until: datetime | None = named("When the code changes; null: it stays as it is.")
    now: datetime = named("The house's clock.")

    @classmethod
    def of(cls, play: tuple[str, str], one: Posted, page: str, shown: tuple[datetime, str]) -> Self:
        """Tell it; ``play`` has id and title, ``shown`` when and in which language."""
        at, locale = shown
        return cls(
            play=play[0],
            play_title=play[1],
            place=one.place,
            title=said(one.title, locale),
            digits=grouped(one.code),
            url=f"{page}?c={one.code}",
            until=one.until,
            now=at,
        )


@strawberry.type
class PlaceCodeQuery:
    """Queries of staff at an event."""

    @strawberry.field(
        description="The codes of an activity's places, within reach; none: it has none, or is not out."
    )
    async def place_codes(self, info: Info, activity: str) -> list[PlaceCode]:
        """Make the codes that hold now, of what is out."""
        actor, work, locale = info.context.who(), info.context.work, info.context.locale
        actor.must(SHOW)
        async with work.read() as read:
            out = await published(read, parse_id(ACTIVITY, activity, "activity"))
        if out is None or not actor.reaches(out.org_unit):
            return []
        grammar, at, found = standard_of(work.house).grammar, now(), list[PlaceCode]()
        for play in values(out.document, "plays/*/id"):
            proof = (await plans(work).of(activity, play, out.hash)).plan.proof
            if proof is not None:
                titled = (play, said(titles_of(out.document, play, grammar).get(""), locale) or play)
                page = f"{settings().base_url}/a/{out.slug}"
                found += [PlaceCode.of(titled, one, page, (at, locale)) for one in proof.posted(at)]
        return found
