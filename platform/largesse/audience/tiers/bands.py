"""Keep bands: steps of wealth with names, the bank's own words for the gap, and idioms; the head office does.

Invariant   no amount is kept; a band by which a tier is entered or kept is not deleted
"""

import re
from dataclasses import dataclass
from typing import Any

from largesse.audience.tiers.reads import BandRow, band_rows
from largesse.audience.tiers.records import Band
from largesse.audience.tiers.seen import expect_head_office, expect_seen, now_ahead
from largesse.audience.tiers.tier import changed_order, written
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import at_most, because, characters
from largesse.kernel.writing import Name
from largesse.store.work import Tx, Work

BANDS_MAX = 30
_CODE = re.compile(r"[a-z][a-z0-9_]{0,31}")
_NAME_MAX = 60
_TEXT_MAX = 120
_CALLED_MAX = 20
_PUT = """
insert into audience_band
  (code, place, name_zh, name_en, gap_zh, gap_en, idiom_zh, idiom_en, called, updated_at)
values ($1, (select coalesce(max(place), 0) + 10 from audience_band), $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
  gap_zh = excluded.gap_zh, gap_en = excluded.gap_en, idiom_zh = excluded.idiom_zh,
  idiom_en = excluded.idiom_en, called = excluded.called, updated_at = excluded.updated_at
"""
_ORDER = """
update audience_band b set place = o.nr * 10, updated_at = $2
from unnest($1::text[]) with ordinality o(code, nr) where b.code = o.code
"""


@dataclass(frozen=True)
class BandMissing(Missing):
    """No band has this code."""

    code = "audience.band_missing"
    band: str


@dataclass(frozen=True)
class BandInUse(Refusal):
    """A tier is entered or kept by this band."""

    code = "audience.band_in_use"
    tier: str


@dataclass(frozen=True)
class BandWritingTaken(Refusal):
    """Another band is written like that in files."""

    code = "audience.band_writing_taken"
    path = "called"
    band: str


@dataclass(frozen=True, kw_only=True)
class KeepBand(Ask):
    """A band whole; a new code makes a new band above all others."""

    code: str = asked("Code, small letters, digits and _.")
    name_zh: Name = asked("Name in Chinese.")
    name_en: Name = asked("Name in English.", default="")
    gap_zh: Name = asked("What the client reads of the step to this band, Chinese.", default="")
    gap_en: Name = asked("The same in English.", default="")
    idiom_zh: Name = asked("Idiom that stands for it, Chinese.", default="")
    idiom_en: Name = asked("The same in English.", default="")
    called: tuple[str, ...] = asked("How files of the bank write it besides.", default=())
    seen: str = asked("Of the refusal that told who would move; empty at first.", default="")


@dataclass(frozen=True, kw_only=True)
class OrderBands(Ask):
    """All bands in a new order."""

    codes: tuple[str, ...] = asked("Every code once, the lowest band first.")
    seen: str = asked("Of the refusal that told who would move; empty at first.", default="")


@dataclass(frozen=True, kw_only=True)
class DeleteBand(Ask):
    """Delete a band by which no tier is entered or kept."""

    code: str = asked("The band.")
    seen: str = asked("Of the refusal that told who would move; empty at first.", default="")


@dataclass(frozen=True)
class BandKept:
    """Which band it is about."""

    code: str


async def keep_band(ask: KeepBand, *, actor: Actor, work: Work) -> BandKept:
    """Make a band or say one anew; asked again where clients would move.

    Raises:
        TiersOfHeadOffice: ``audience.tiers_of_head_office``.
        Malformed: ``kernel.malformed`` at the field.
        BandWritingTaken: ``audience.band_writing_taken``.
        TierMovesUnseen: ``audience.tier_moves_unseen``.
    """
    actor.must("audience.keep_tiers")
    _expect_band(ask)
    called = [one for one in (" ".join(one.split()) for one in ask.called) if one]
    async with work.begin(ask, actor, use="audience.keep_band", answer=BandKept) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_head_office(tx, actor)
        _expect_free(ask, called, await band_rows(tx))
        before = await now_ahead(tx)
        names = (ask.name_zh, ask.name_en, ask.gap_zh, ask.gap_en, ask.idiom_zh, ask.idiom_en)
        await tx.run(_PUT, ask.code, *names, called, tx.now)
        await expect_seen(tx, before, ask.seen)
        tx.audit("audience.band_kept", ask.code, {"name": ask.name_zh, "called": called})
        return await tx.done(BandKept(ask.code))


async def order_bands(ask: OrderBands, *, actor: Actor, work: Work) -> BandKept:
    """Give all bands new places at once; asked again where clients would move.

    Raises:
        TiersOfHeadOffice: ``audience.tiers_of_head_office``.
        TierOrderIncomplete: ``audience.order_incomplete``.
        TierMovesUnseen: ``audience.tier_moves_unseen``.
    """
    actor.must("audience.keep_tiers")
    async with work.begin(ask, actor, use="audience.order_bands", answer=BandKept) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_head_office(tx, actor)
        changed_order(ask.codes, [one.code for one in await band_rows(tx)])
        before = await now_ahead(tx)
        await tx.run(_ORDER, list(ask.codes), tx.now)
        await expect_seen(tx, before, ask.seen)
        first = ask.codes[0] if ask.codes else ""
        tx.audit("audience.bands_ordered", first, {"codes": list(ask.codes)})
        return await tx.done(BandKept(first))


async def delete_band(ask: DeleteBand, *, actor: Actor, work: Work) -> BandKept:
    """Delete a band; asked again where clients would move.

    Raises:
        TiersOfHeadOffice: ``audience.tiers_of_head_office``.
        BandMissing: ``audience.band_missing``.
        BandInUse: ``audience.band_in_use``.
        TierMovesUnseen: ``audience.tier_moves_unseen``.
    """
    actor.must("audience.keep_tiers")
    async with work.begin(ask, actor, use="audience.delete_band", answer=BandKept) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_head_office(tx, actor)
        before = await now_ahead(tx)
        await _expect_unused(tx, ask.code)
        if not await Band.filter(code=ask.code).using_db(tx.conn).delete():
            raise BandMissing(ask.code)
        await expect_seen(tx, before, ask.seen)
        tx.audit("audience.band_deleted", ask.code, {})
        return await tx.done(BandKept(ask.code))


async def _expect_unused(tx: Tx[Any], code: str) -> None:
    sql = "select code from audience_tier where enter_band = $1 or keep_band = $1 order by rank limit 1"
    tier = await tx.value(sql, code)
    if tier is not None:
        raise BandInUse(tier)


def _expect_band(ask: KeepBand) -> None:
    """Check what stands in an ask alone."""
    if not _CODE.fullmatch(ask.code):
        raise Malformed(because("audience.reason.tier_code"), "code")
    if not 1 <= len(ask.name_zh) <= _NAME_MAX:
        raise Malformed(characters(1, _NAME_MAX), "name_zh")
    if len(ask.name_en) > _NAME_MAX:
        raise Malformed(characters(1, _NAME_MAX), "name_en")
    for field in ("gap_zh", "gap_en", "idiom_zh", "idiom_en"):
        if len(getattr(ask, field)) > _TEXT_MAX:
            raise Malformed(characters(0, _TEXT_MAX), field)
    if len(ask.called) > _CALLED_MAX or any(len(one) > _NAME_MAX for one in ask.called):
        raise Malformed(at_most(_CALLED_MAX), "called")


def _expect_free(ask: KeepBand, called: list[str], bands: list[BandRow]) -> None:
    """Check that no other band is written as this one would be, and that there is room."""
    others = [one for one in bands if one.code != ask.code]
    if len(others) >= BANDS_MAX:
        raise Malformed(at_most(BANDS_MAX), "code")
    mine = {written(one) for one in (ask.code, ask.name_zh, ask.name_en, *called) if one}
    taken = next((one for one in others if mine & one.writings), None)
    if taken:
        raise BandWritingTaken(taken.code)
