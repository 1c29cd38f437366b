"""Taking part on the client face."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any, Self

import strawberry

from largesse.audience.advisers.share import COOKIE
from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id, text_id
from largesse.play.groups.take_part import TakePart, take_part
from largesse.play.groups.ticket import Played


@strawberry.type(description="What an attempt met.")
class WonPrize:
    """An outcome of the document, the one without a prize included."""

    id: str = named("Its id in the document.")
    title: str = named("Title in the request's language.")


@strawberry.type(description="What an operator tells beside the outcome.")
class ToldFact:
    """A score, a card, the day in a row."""

    name: str = named("What it is, as the operator calls it.")
    value: str = named("A number or a name; several as a JSON list.")


@strawberry.type(name="Played", description="What became of a play; committed before it is told.")
class PlayedType:
    """An attempt that was decided; what is told has one order, whether it was decided now or long ago."""

    draw: str = named("Id of the draw, drw_….")
    outcome: str = named("win, fallback or none.")
    prize: WonPrize = named("What the attempt met.")
    entitlement: str | None = named("Id of the right that was won, ent_….")
    chances_left: int | None = named("Attempts left in this period; null: without limit.")
    commit: str = named("Commitment to the seed, published before the start.")
    again_at: datetime | None = named(
        "When a client whose attempts are used may take part again; null: now, or not in this activity."
    )

    told: list[ToldFact] = named("What the operator tells beside the outcome.")

    @classmethod
    def of(cls, played: Played, locale: str) -> Self:
        title = said(played.prize_title, locale)
        return cls(
            draw=text_id("drw", played.draw),
            outcome=played.outcome,
            prize=WonPrize(id=played.prize_id, title=title),
            entitlement=maybe_id("ent", played.entitlement),
            chances_left=played.chances_left,
            commit=played.commit,
            again_at=played.again_at,
            told=[ToldFact(name=name, value=_written(value)) for name, value in sorted(played.told.items())],
        )


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


async def _take_part(ask: TakePart, info: Info) -> PlayedType:
    """Take part with the mark that the phone carries."""
    context = info.context
    mark = context.request.cookies.get(COOKIE, "")
    marked = replace(ask, mark=mark, device=context.device, address=context.address, locale=context.locale)
    played = await take_part(marked, actor=info.context.who(), work=info.context.work)
    return PlayedType.of(played, info.context.locale)


@strawberry.type
class PlayMutation:
    """Mutations about taking part."""

    take_part = mutation(_take_part, "Take part in a play.", name="take_part")
