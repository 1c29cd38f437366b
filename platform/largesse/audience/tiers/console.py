"""Tiers and bands on the console face, a client's own history, and what a night would do."""

from dataclasses import replace
from datetime import datetime
from typing import Self

import strawberry

from largesse.audience.clients.clients import ClientMissing
from largesse.audience.clients.console import ClientChanged, Customer
from largesse.audience.clients.reads import client_row
from largesse.audience.clients.records import CLIENT, ClientId
from largesse.audience.tiers import bands, follow, keep, reads
from largesse.audience.tiers.seen import keeps_tiers
from largesse.audience.tiers.tier import Rules, TierMissing, counted
from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.kernel.copy import in_locale, said, text
from largesse.kernel.ids import parse_id
from largesse.store.work import Read

OPERATION = "audience.read_tiers"


@strawberry.type(description="Something that a tier adds.")
class TierAddition:
    """A text, and the SKU that it is."""

    zh: str = named("Chinese.")
    en: str = named("English.")
    sku: str = named("Code of the SKU; empty: a text alone.")

    @classmethod
    def of(cls, one: reads.Added) -> Self:
        return cls(zh=said(one.text, "zh-CN"), en=said(one.text, "en"), sku=one.sku)


@strawberry.type(description="A tier as staff keep it.")
class TierDetail:
    """One tier whole."""

    code: str = named("Code, as gold.")
    rank: int = named("The higher the better.")
    name: str = named("Name in the request's language.")
    name_zh: str = named("Name in Chinese.")
    name_en: str = named("Name in English.")
    state: str = named("active or stopped.")
    base: bool = named("Whether it is everybody's, the lowest.")
    face: str = named("Card face.")
    picture: str = named("Picture of the card instead; empty: the face.")
    theme: str = named("Theme of the pages.")
    enter_band: str | None = named("Band from which one enters; null: not by band.")
    keep_band: str | None = named("Band from which one keeps it; null: as for entering.")
    valid_months: int | None = named("Term in months; null: none.")
    downgrade: str = named("one_down or to_band.")
    adds: list[TierAddition] = named("What it adds.")
    clients: int = named("How many clients stand in it.")
    version: int = named("Counts changes.")
    actions: list[str] = named("What the reader may do with it now.")

    @classmethod
    def of(cls, row: reads.TierCard, *, base: bool, keeps: bool, locale: str) -> Self:
        return cls(
            code=row.code,
            rank=row.rank,
            name=in_locale(row.name_zh, row.name_en, locale),
            name_zh=row.name_zh,
            name_en=row.name_en,
            state=row.state,
            base=base,
            face=row.face,
            picture=row.picture,
            theme=row.theme,
            enter_band=row.enter_band,
            keep_band=row.keep_band,
            valid_months=row.valid_months,
            downgrade=row.downgrade,
            adds=[TierAddition.of(one) for one in row.adds],
            clients=row.clients,
            version=row.version,
            actions=_actions(row, base=base) if keeps else [],
        )


@strawberry.type(description="A step of wealth; no amount.")
class WealthBand:
    """One band."""

    code: str = named("Code.")
    place: int = named("The higher the wealthier.")
    name: str = named("Name in the request's language.")
    name_zh: str = named("Name in Chinese.")
    name_en: str = named("Name in English.")
    gap_zh: str = named("What a client reads of the step to it, Chinese.")
    gap_en: str = named("The same in English.")
    idiom_zh: str = named("Idiom, Chinese.")
    idiom_en: str = named("Idiom, English.")
    called: list[str] = named("How files write it besides.")
    actions: list[str] = named("What the reader may do with it now.")

    @classmethod
    def of(cls, row: reads.BandRow, locale: str, *, keeps: bool) -> Self:
        return cls(
            code=row.code,
            place=row.place,
            name=in_locale(row.name_zh, row.name_en, locale),
            name_zh=row.name_zh,
            name_en=row.name_en,
            gap_zh=row.gap_zh,
            gap_en=row.gap_en,
            idiom_zh=row.idiom_zh,
            idiom_en=row.idiom_en,
            called=list(row.called),
            actions=["change", "delete"] if keeps else [],
        )


@strawberry.type(description="Clients who would move alike.")
class TierMoveAhead:
    """One group."""

    kind: str = named("enter, prolong, upgrade, downgrade or leave.")
    kind_name: str = named("The kind in the request's language.")
    from_name: str = named("The tier now.")
    to_name: str = named("The tier after it.")
    band: str = named("The band as files wrote it.")
    count: int = named("How many clients.")
    clients: list[str] = named("Some of them within reach, masked.")


@strawberry.type(description="What the rules would do by the next night.")
class TierForecast:
    """Nothing was written."""

    up: int = named("How many would enter or rise.")
    down: int = named("How many would fall or leave.")
    prolonged: int = named("How many would stay for another term.")
    unknown: int = named("How many have a band that nobody described: they stay.")
    moves: list[TierMoveAhead] = named("The groups, at most 20.")


@strawberry.type(description="One move of a client between tiers.")
class ClientTierMove:
    """History."""

    kind: str = named("enter, prolong, upgrade, downgrade or leave.")
    kind_name: str = named("The kind in the request's language.")
    from_name: str = named("The tier before; empty: none.")
    to_name: str = named("The tier after.")
    cause: str = named("before, import, hand or policy.")
    cause_name: str = named("The cause in the request's language.")
    reason: str = named("Why, where somebody said so.")
    valid_to: datetime | None = named("Until when; null: no term.")
    at: datetime = named("When.")


@strawberry.type(description="A tier after a change.")
class TierChanged:
    """The success of every change."""

    tiers: list[TierDetail] = named("All tiers as they stand now.")


@strawberry.type(description="A band after a change.")
class BandChanged:
    """The success of every change."""

    bands: list[WealthBand] = named("All bands as they stand now.")


@strawberry.type(description="A tier that can be set.")
class TierChoice:
    """For a form."""

    code: str = named("Code.")
    name: str = named("Name in the request's language.")


@strawberry.type(description="Where a client stands, and how he came there.")
class ClientStanding:
    """A client's tier."""

    tier: str = named("Code of the tier.")
    valid_to: datetime | None = named("Until when; null: no term.")
    history: list[ClientTierMove] = named("His moves, the newest first, at most 100.")
    settable: list[TierChoice] = named("Tiers that can be set by hand.")


@strawberry.type
class TierQuery:
    """Queries of tiers and bands."""

    @strawberry.field(description="Where a client stands; null when missing or out of reach.")
    @missing_as_null
    async def client_standing(self, info: Info, id: str) -> ClientStanding | None:  # noqa: A002 - the face's name
        """Show his tier and his history."""
        actor, locale = info.context.who(), info.context.locale
        actor.must("audience.read_clients")
        client = ClientId(parse_id(CLIENT, id))
        async with info.context.work.read() as read:
            row = await client_row(read, client)
            if row is None or not actor.reaches(row.org_unit):
                return None
            cards = await reads.tier_cards(read)
            standing, moves = await reads.standing_of(read, client), await reads.tier_moves(read, client)
        names = _names(cards, locale)
        return ClientStanding(
            tier=row.tier,
            valid_to=standing.valid_to if standing else None,
            history=[_move(one, names, locale) for one in moves],
            settable=[TierChoice(code=one.code, name=names[one.code]) for one in cards if one.rules.active],
        )

    @strawberry.field(description="Tiers whole, lowest first.")
    async def tier_details(self, info: Info) -> list[TierDetail]:
        """List tiers."""
        return await _details(info)

    @strawberry.field(description="Bands of wealth, lowest first.")
    async def wealth_bands(self, info: Info) -> list[WealthBand]:
        """List bands."""
        return await _bands(info)

    @strawberry.field(description="What the rules would do by the next night; nothing is written.")
    async def tier_forecast(self, info: Info) -> TierForecast:
        """Ask without a change."""
        return await _forecast(info, None)

    @strawberry.field(description="The same, as if a tier had other rules.")
    async def tier_forecast_with(self, info: Info, rules: "TierRulesGiven") -> TierForecast:
        """Ask with a change."""
        return await _forecast(info, rules)


@strawberry.input(description="Rules that a tier might have.")
class TierRulesGiven:
    """As ``changeTierRules`` asks them."""

    code: str = named("The tier.")
    enter_band: str | None = strawberry.field(description="As there.", default=None)
    keep_band: str | None = strawberry.field(description="As there.", default=None)
    valid_months: int | None = strawberry.field(description="As there.", default=None)
    downgrade: str = strawberry.field(description="As there.", default="one_down")


async def _tiers_changed(_kept: keep.TierKept, info: Info) -> TierChanged:
    return TierChanged(tiers=await _details(info))


async def _bands_changed(_kept: bands.BandKept, info: Info) -> BandChanged:
    return BandChanged(bands=await _bands(info))


async def _client_changed(done: follow.ClientTierSet, info: Info) -> ClientChanged:
    async with info.context.work.read() as read:
        row = await client_row(read, done.client)
    if row is None:
        raise ClientMissing(done.client)
    return ClientChanged(client=Customer.of(row, info.context.locale))


@strawberry.type
class TierMutation:
    """Mutations of tiers and bands."""

    keep_tier = mutation(
        keep.keep_tier,
        "Make a tier, or change how one is called, looks and what it adds.",
        shows=_tiers_changed,
        result="TierResult",
    )
    change_tier_rules = mutation(
        keep.change_tier_rules,
        "Change by what one enters and keeps a tier; asked again where clients would move.",
        shows=_tiers_changed,
        result="TierResult",
    )
    order_tiers = mutation(
        keep.order_tiers, "Give all tiers new ranks at once.", shows=_tiers_changed, result="TierResult"
    )
    stop_tier = mutation(
        keep.stop_tier,
        "Let nobody enter a tier any more, or take it up again.",
        shows=_tiers_changed,
        result="TierResult",
    )
    delete_tier = mutation(
        keep.delete_tier,
        "Delete a tier in which nobody ever stood.",
        shows=_tiers_changed,
        result="TierResult",
    )
    keep_band = mutation(
        bands.keep_band, "Make a band or say one anew.", shows=_bands_changed, result="BandResult"
    )
    order_bands = mutation(
        bands.order_bands, "Give all bands new places at once.", shows=_bands_changed, result="BandResult"
    )
    delete_band = mutation(
        bands.delete_band,
        "Delete a band by which no tier is entered or kept.",
        shows=_bands_changed,
        result="BandResult",
    )
    set_client_tier = mutation(
        follow.set_client_tier,
        "Set a client's tier by hand, with the reason.",
        shows=_client_changed,
        result="ChangeClientResult",
    )


def _actions(row: reads.TierCard, *, base: bool) -> list[str]:
    """Name what may be done with a tier by who keeps them."""
    found = ["change"]
    if base:
        return found
    found += ["rules", "take_up" if row.state == "stopped" else "stop"]
    return found if row.clients else [*found, "delete"]


async def _details(info: Info) -> list[TierDetail]:
    actor, locale = info.context.who(), info.context.locale
    actor.must(OPERATION)
    async with info.context.work.read() as read:
        rows, keeps = await reads.tier_cards(read), await keeps_tiers(read, actor)
    return [TierDetail.of(row, base=row is rows[0], keeps=keeps, locale=locale) for row in rows]


async def _bands(info: Info) -> list[WealthBand]:
    actor, locale = info.context.who(), info.context.locale
    actor.must(OPERATION)
    async with info.context.work.read() as read:
        keeps = await keeps_tiers(read, actor)
        return [WealthBand.of(row, locale, keeps=keeps) for row in await reads.band_rows(read)]


async def _forecast(info: Info, given: TierRulesGiven | None) -> TierForecast:
    actor, locale = info.context.who(), info.context.locale
    actor.must(OPERATION)
    async with info.context.work.read() as read:
        cards = await reads.tier_cards(read)
        tiers = [one.rules for one in cards]
        if given:
            tiers = await _with(read, tiers, given)
        found = await reads.forecast(read, actor, now(), tiers)
    return _shown(found, _names(cards, locale), locale)


async def _with(read: Read, tiers: list[Rules], given: TierRulesGiven) -> list[Rules]:
    """Give the tiers as if one had other rules; an unknown band counts as none."""
    if given.code not in {one.code for one in tiers}:
        raise TierMissing(given.code)
    places = {one.code: one.place for one in await reads.band_rows(read)}
    changed = {
        "enter": places.get(given.enter_band or ""),
        "keep": places.get(given.keep_band or ""),
        "months": given.valid_months,
        "downgrade": given.downgrade,
    }
    return [replace(one, **changed) if one.code == given.code else one for one in tiers]  # type: ignore[arg-type]  # mixed values


def _move(row: reads.MoveRow, names: dict[str, str], locale: str) -> ClientTierMove:
    return ClientTierMove(
        kind=row.kind,
        kind_name=text(f"audience.tier_kind.{row.kind}", locale),
        from_name=names.get(row.from_tier or "", ""),
        to_name=names.get(row.to_tier, row.to_tier),
        cause=row.cause,
        cause_name=text(f"audience.tier_cause.{row.cause}", locale),
        reason=row.reason,
        valid_to=row.valid_to,
        at=row.at,
    )


def _names(cards: list[reads.TierCard], locale: str) -> dict[str, str]:
    return {one.code: in_locale(one.name_zh, one.name_en, locale) for one in cards}


def _shown(found: reads.Forecast, names: dict[str, str], locale: str) -> TierForecast:
    return TierForecast(
        up=counted(found.ahead, "enter", "upgrade"),
        down=counted(found.ahead, "downgrade", "leave"),
        prolonged=counted(found.ahead, "prolong"),
        unknown=found.unknown,
        moves=[
            TierMoveAhead(
                kind=one.move.kind,
                kind_name=text(f"audience.tier_kind.{one.move.kind}", locale),
                from_name=names[one.group.tier],
                to_name=names[one.move.to],
                band=one.group.band,
                count=one.group.count,
                clients=found.names.get(nr, []),
            )
            for nr, one in enumerate(found.ahead[:20])
        ],
    )
