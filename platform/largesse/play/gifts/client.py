"""Gifts of things on the client face: giving, taking, taking back, and what became of them."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.kernel.ids import text_id
from largesse.play.friends.link import link_with
from largesse.play.gifts.gift import GIFT
from largesse.play.gifts.give import ThingMoved, code_for, give_thing, take_gift, take_gift_back
from largesse.play.gifts.reads import GiftView, gifts_of
from largesse.play.plans.memory import plans


def link_of(activity: str, gift: UUID) -> str:
    """Give the link to a gift; the activity by its link name or its id."""
    return link_with(activity, "g", code_for(gift))


@strawberry.type(description="A thing went into a gift, to its taker, or back.")
class ThingMovedType:
    """Which."""

    id: str = named("Id of the gift, gft_….")
    thing: str = named("Id of the thing, as the play shows it.")
    link: str = named("The link to be sent to the friend; who gives shows it to nobody else.")

    @classmethod
    def of(cls, moved: ThingMoved) -> Self:
        link = link_of(moved.activity, moved.gift)
        return cls(id=text_id(GIFT, moved.gift), thing=moved.thing, link=link)


@strawberry.type(description="A gift of mine, one that I received, or the one that a link leads to.")
class PlayGift:
    """Where it stands."""

    id: str = named("Id, gft_….")
    thing: str = named("Id of the thing, as the play shows it.")
    mine: bool = named("Whether I gave it.")
    state: str = named("open, taken, back: its giver took it back, or over: the activity ended.")
    other_name: str = named("The other's name, masked: who took it, or gave it; empty: nobody has taken it.")
    link: str = named("The link to be sent to the friend, where I gave it and it is open; else empty.")
    at: datetime = named("When it was given.")

    @classmethod
    def of(cls, view: GiftView, activity: str) -> Self:
        gift, state = view.gift, view.gift.stands(now())
        return cls(
            id=text_id(GIFT, gift.id),
            thing=gift.thing,
            mine=view.mine,
            state=state,
            other_name=view.other_name,
            link=link_of(activity, gift.id) if view.mine and state == "open" else "",
            at=gift.given_at,
        )


@strawberry.type(description="My gifts in a play.")
class MyGifts:
    """Mine, and a link's."""

    most: int = named("How many a client gives at most, and receives; 0: nothing is given here.")
    gifts: list[PlayGift] = named("Given and received, the newest first, at most 50.")
    led: PlayGift | None = named("The one that the link leads to; null: to none of this play.")


@strawberry.type
class GiftQuery:
    """Queries about gifts of things."""

    @strawberry.field(description="My gifts in a play; null when it is not published.")
    @missing_as_null
    async def my_gifts(self, info: Info, activity: str, play: str, code: str = "") -> MyGifts | None:
        """Read one's own gifts, and what a link's code leads to."""
        actor, work = info.context.who(), info.context.work
        actor.must("play.see_own")
        plan = (await plans(work).get(activity, play)).plan
        async with work.read() as read:
            gifts, led = await gifts_of(read, plan.activity, plan.play, actor.id, code)
        return MyGifts(
            most=plan.decider.gives(plan.rules),
            gifts=[PlayGift.of(one, activity) for one in gifts],
            led=PlayGift.of(led, activity) if led else None,
        )


@strawberry.type
class GiftMutation:
    """What clients do with things that they keep."""

    give_thing = mutation(give_thing, "Give one of a thing to a friend, by a link.", shows=ThingMovedType.of)
    take_gift = mutation(take_gift, "Take what a friend gives.", shows=ThingMovedType.of)
    take_gift_back = mutation(
        take_gift_back, "Take my gift back that nobody has taken.", shows=ThingMovedType.of
    )
