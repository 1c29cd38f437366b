"""My tier on the client face: the card, what it adds, the next one, and the step to it; never an amount."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

import strawberry

from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.reads import ClientRow, client_row
from largesse.audience.tiers.reads import BandRow, TierCard, band_of, band_rows, standing_of, tier_cards
from largesse.faces.context import Info
from largesse.faces.scalars import named
from largesse.kernel.copy import in_locale, said


@strawberry.type(description="A tier as a card.")
class TierCardType:
    """How it looks and what it adds."""

    name: str = named("Name in the request's language.")
    rank: int = named("The higher the better.")
    face: str = named("Card face.")
    picture: str = named("Picture of the card instead; empty: the face.")
    theme: str = named("Theme of the pages.")
    adds: list[str] = named("What it adds, in the request's language.")

    @classmethod
    def of(cls, row: TierCard, locale: str) -> Self:
        return cls(
            name=in_locale(row.name_zh, row.name_en, locale),
            rank=row.rank,
            face=row.face,
            picture=row.picture,
            theme=row.theme,
            adds=[said(one.text, locale) for one in row.adds],
        )


@strawberry.type(description="Where I stand.")
class MyTier:
    """One's own tier."""

    card: TierCardType = named("The card.")
    masked_name: str = named("王**.")
    valid_to: datetime | None = named("Until when; null: no term.")
    next_card: TierCardType | None = named("The next tier; null at the top.")
    gap: str = named("The bank's own words for the step to it; empty: none.")
    band: str = named("My band; empty: unknown. A page hides it until it is tapped.")
    idiom: str = named("The idiom that stands for my band; empty: none.")

    @classmethod
    def of(cls, row: ClientRow, cards: Sequence[TierCard], bands: Sequence[BandRow], locale: str) -> Self:
        mine = next(one for one in cards if one.code == row.tier)
        above = next((one for one in cards if one.rank > mine.rank and one.state == "active"), None)
        band = band_of(bands, row.wealth_band)
        return cls(
            card=TierCardType.of(mine, locale),
            masked_name=mask_name(row.name),
            valid_to=None,
            next_card=TierCardType.of(above, locale) if above else None,
            gap=_gap(above, band, bands, locale),
            band=in_locale(band.name_zh, band.name_en, locale) if band else "",
            idiom=in_locale(band.idiom_zh, band.idiom_en, locale) if band else "",
        )


def _gap(above: TierCard | None, mine: BandRow | None, bands: Sequence[BandRow], locale: str) -> str:
    """Give what the bank says of the step to the band of the next tier, where one is still below it."""
    if above is None or above.enter_place is None or mine is None or mine.place >= above.enter_place:
        return ""
    wanted = next((one for one in bands if one.code == above.enter_band), None)
    return in_locale(wanted.gap_zh, wanted.gap_en, locale) if wanted else ""


@strawberry.type
class TierQuery:
    """A client's own tier."""

    @strawberry.field(description="My tier, and the next one; null: nobody is recognised.")
    async def my_tier(self, info: Info) -> MyTier | None:
        """Show one's own."""
        actor = info.context.who()
        actor.must("audience.read_own")
        async with info.context.work.read() as read:
            row = await client_row(read, actor.id)
            cards, bands = await tier_cards(read), await band_rows(read)
            standing = await standing_of(read, actor.id)
        if row is None:
            return None
        mine = MyTier.of(row, cards, bands, info.context.locale)
        mine.valid_to = standing.valid_to if standing else None
        return mine
