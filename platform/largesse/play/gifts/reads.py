"""A client's gifts in a play: what he gave and received, the newest first, at most 50; names masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.play.gifts.gift import Gift
from largesse.play.gifts.hands import COLUMNS, gift_by_code
from largesse.rights.transfers.secret import LENGTH, hash_of
from largesse.store.work import Read

SHOWN_MAX = 50
_MINE = f"""
select {COLUMNS} from play_gift where activity = $1 and play = $2 and (giver = $3 or taker = $3)
order by given_at desc, id desc limit $4
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class GiftView:
    """A gift as one of its two people sees it, or whoever holds its link; ``other_name`` is masked."""

    gift: Gift
    mine: bool
    other_name: str


async def gifts_of(
    read: Read, activity: UUID, play: str, client: UUID, code: str
) -> tuple[Sequence[GiftView], GiftView | None]:
    """Read a client's gifts, and the one that a link's code leads to; None: to none of this play."""
    own = await read.all(Gift, _MINE, activity, play, client, SHOWN_MAX)
    led = await gift_by_code(read, hash_of(code)) if len(code) == LENGTH and code.isascii() else None
    if led is not None and (led.activity, led.play) != (activity, play):
        led = None
    everyone = [*own, *([led] if led else [])]
    people = {one for each in everyone for one in (each.giver, each.taker) if one is not None}
    names = await names_of(read, list(people)) if people else {}

    def seen(one: Gift) -> GiftView:
        mine = one.giver == client
        other = one.taker if mine else one.giver
        return GiftView(one, mine, names.get(other, "–") if other else "")

    return [seen(one) for one in own], seen(led) if led else None
