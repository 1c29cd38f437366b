"""One gift of a thing: where it stands, and what stands against giving and taking it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from largesse.kernel.errors import Missing, Refusal

GIFT = "gft"
Standing = Literal["open", "taken", "back", "over"]


@dataclass(frozen=True)
class GiftMissing(Missing):
    """Nobody gave out such a code, or it is no gift of this client."""

    code = "play.gift_missing"


@dataclass(frozen=True)
class NotGiven(Refusal):
    """What this play keeps is not given to others."""

    code = "play.not_given"


@dataclass(frozen=True)
class NothingToGive(Refusal):
    """The client has none of it that he may give: what he received is not given on."""

    code = "play.nothing_to_give"


@dataclass(frozen=True)
class GiftsMax(Refusal):
    """The client has given, or has received, as many as one may."""

    code = "play.gifts_max"
    max: int


@dataclass(frozen=True)
class OwnGift(Refusal):
    """Nobody takes what he gives himself."""

    code = "play.own_gift"


@dataclass(frozen=True)
class GiftTaken(Refusal):
    """A friend has it."""

    code = "play.gift_taken"


@dataclass(frozen=True)
class GiftBack(Refusal):
    """Its giver took it back."""

    code = "play.gift_back"


@dataclass(frozen=True)
class Gift:
    """A gift as read; ``taker`` None: nobody has taken it."""

    id: UUID
    activity: UUID
    play: str
    thing: str
    giver: UUID
    given_at: datetime
    until: datetime
    taker: UUID | None
    taken_at: datetime | None
    back_at: datetime | None

    def stands(self, at: datetime) -> Standing:
        """Say where it stands at an instant."""
        if self.taken_at is not None:
            return "taken"
        if self.back_at is not None:
            return "back"
        return "open" if at < self.until else "over"

    def expect_open(self) -> None:
        """Refuse unless it is neither taken nor back.

        Raises:
            GiftTaken: ``play.gift_taken``.
            GiftBack: ``play.gift_back``.
        """
        if self.taken_at is not None:
            raise GiftTaken
        if self.back_at is not None:
            raise GiftBack
