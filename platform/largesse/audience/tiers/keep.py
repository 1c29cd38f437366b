"""Keep tiers: make one, say it anew, order, stop, take up again, delete; the head office does.

Invariant   what the rules say changes only where nobody moves by it, or somebody saw how many move;
            ranks change in one statement, so that no reader meets a half-made order
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from largesse.audience.clients.records import Tier
from largesse.audience.tiers.reads import tier_cards
from largesse.audience.tiers.seen import expect_head_office, expect_seen, now_ahead
from largesse.audience.tiers.tier import (
    ACTIVE,
    ADDS_MAX,
    DOWNGRADES,
    FACES,
    MONTHS_MAX,
    STOPPED,
    TIERS_MAX,
    TierInUse,
    TierIsBase,
    TierMissing,
    TierTaken,
    changed_order,
)
from largesse.contracts.registry import schema
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import at_most, because, between, characters, one_of
from largesse.kernel.writing import Name
from largesse.media.reads import is_picture
from largesse.store.work import Read, Tx, Work

THEMES = ("light", "black-gold")
_CODE = re.compile(r"[a-z][a-z0-9_]{1,31}")
_NAME_MAX = 30
_ADD_MAX = 80
MEDIA = "/media/"
_HISTORY = "select count(*) from audience_tier_move where from_tier = $1 or to_tier = $1"
_ORDER = """
update audience_tier t set rank = (o.nr - 1) * 10, version = t.version + 1, updated_at = $2
from unnest($1::text[]) with ordinality o(code, nr) where t.code = o.code
"""


@dataclass(frozen=True)
class TierAdd:
    """What a tier adds, in words, and the SKU that it is, where it is one."""

    zh: Name = asked("Chinese.")
    en: Name = asked("English.", default="")
    sku: str = asked("Code of the SKU; empty: a text alone.", default="")


@dataclass(frozen=True, kw_only=True)
class KeepTier(Ask):
    """How a tier is called and looks, and what it adds; a new code makes a new tier above all others."""

    code: str = asked("Code, small letters, digits and _, 2 to 32.")
    name_zh: Name = asked("Name in Chinese.")
    name_en: Name = asked("Name in English.", default="")
    face: str = asked("Card face: ink, gold, platinum, black, jade or plain.", default="ink")
    picture: str = asked("Picture of the card instead, /media/…; empty: the face.", default="")
    theme: str = asked("Theme of the pages: light or black-gold.", default="light")
    adds: tuple[TierAdd, ...] = asked("What it adds, in order.", default=())
    version: int = asked("The version that was read; 0 for a new one.", default=0)


@dataclass(frozen=True, kw_only=True)
class ChangeTierRules(Ask):
    """By which band one enters and keeps a tier, for how long, and what follows."""

    code: str = asked("The tier.")
    enter_band: str | None = asked("Band from which one enters; null: not by band.", default=None)
    keep_band: str | None = asked("Band from which one keeps it; null: as for entering.", default=None)
    valid_months: int | None = asked("Term in months, 1 to 120; null: none.", default=None)
    downgrade: str = asked("one_down or to_band.", default="one_down")
    version: int = asked("The version that was read.")
    seen: str = asked("Of the refusal that told who would move; empty at first.", default="")


@dataclass(frozen=True, kw_only=True)
class OrderTiers(Ask):
    """All tiers in a new order."""

    codes: tuple[str, ...] = asked("Every code once, the lowest tier first.")
    seen: str = asked("Of the refusal that told who would move; empty at first.", default="")


@dataclass(frozen=True, kw_only=True)
class StopTier(Ask):
    """Let nobody enter a tier any more, or take it up again."""

    code: str = asked("The tier.")
    stopped: bool = asked("True stops.")
    seen: str = asked("Of the refusal that told who would move; empty at first.", default="")


@dataclass(frozen=True, kw_only=True)
class DeleteTier(Ask):
    """Delete a tier in which nobody ever stood."""

    code: str = asked("The tier.")


@dataclass(frozen=True)
class TierKept:
    """Which tier it is about."""

    code: str


async def keep_tier(ask: KeepTier, *, actor: Actor, work: Work) -> TierKept:
    """Make a tier, or change how one is called, looks and what it adds.

    Raises:
        TiersOfHeadOffice: ``audience.tiers_of_head_office``.
        Malformed: ``kernel.malformed`` at the field.
        TierTaken: ``audience.tier_changed_meanwhile``.
    """
    actor.must("audience.keep_tiers")
    _expect_looks(ask)
    async with work.begin(ask, actor, use="audience.keep_tier", answer=TierKept) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_head_office(tx, actor)
        await _expect_picture(tx, ask.picture)
        cards = await tier_cards(tx)
        if not ask.version and len(cards) >= TIERS_MAX:
            raise Malformed(at_most(TIERS_MAX), "code")
        await (_looks(tx, ask) if ask.version else _new(tx, ask, max(one.rank for one in cards) + 10))
        tx.audit("audience.tier_kept", ask.code, {"name": ask.name_zh, "version": ask.version + 1})
        return await tx.done(TierKept(ask.code))


async def change_tier_rules(ask: ChangeTierRules, *, actor: Actor, work: Work) -> TierKept:
    """Change by what one enters and keeps a tier; asked again where clients would move.

    Raises:
        TiersOfHeadOffice: ``audience.tiers_of_head_office``.
        TierIsBase: ``audience.tier_is_base``.
        TierMissing: ``audience.tier_missing``.
        Malformed: ``kernel.malformed`` at the field.
        TierTaken: ``audience.tier_changed_meanwhile``.
        TierMovesUnseen: ``audience.tier_moves_unseen``.
    """
    actor.must("audience.keep_tiers")
    if ask.downgrade not in DOWNGRADES:
        raise Malformed(one_of(DOWNGRADES), "downgrade")
    if ask.valid_months is not None and not 1 <= ask.valid_months <= MONTHS_MAX:
        raise Malformed(between(1, MONTHS_MAX), "valid_months")
    async with work.begin(ask, actor, use="audience.change_tier_rules", answer=TierKept) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_head_office(tx, actor)
        await _expect_rules(tx, ask)
        before = await now_ahead(tx)
        fields = {
            "enter_band": ask.enter_band,
            "keep_band": ask.keep_band,
            "valid_months": ask.valid_months,
            "downgrade": ask.downgrade,
        }
        await _kept(tx, ask.code, ask.version, fields)
        await expect_seen(tx, before, ask.seen)
        tx.audit("audience.tier_rules_changed", ask.code, fields)
        return await tx.done(TierKept(ask.code))


async def order_tiers(ask: OrderTiers, *, actor: Actor, work: Work) -> TierKept:
    """Give all tiers new ranks at once; asked again where clients would move.

    Raises:
        TiersOfHeadOffice: ``audience.tiers_of_head_office``.
        TierOrderIncomplete: ``audience.order_incomplete``.
        TierIsBase: ``audience.tier_is_base``: the lowest has a band to enter by, a term, or is stopped.
        TierMovesUnseen: ``audience.tier_moves_unseen``.
    """
    actor.must("audience.keep_tiers")
    async with work.begin(ask, actor, use="audience.order_tiers", answer=TierKept) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_head_office(tx, actor)
        cards = await tier_cards(tx)
        changed_order(ask.codes, [one.code for one in cards])
        lowest = next(one for one in cards if one.code == ask.codes[0])
        if lowest.enter_band or lowest.valid_months or lowest.state == STOPPED:
            raise TierIsBase
        before = await now_ahead(tx)
        await tx.run(_ORDER, list(ask.codes), tx.now)
        await expect_seen(tx, before, ask.seen)
        tx.audit("audience.tiers_ordered", ask.codes[0], {"codes": list(ask.codes)})
        return await tx.done(TierKept(ask.codes[0]))


async def stop_tier(ask: StopTier, *, actor: Actor, work: Work) -> TierKept:
    """Stop a tier, or take it up again; who stands in it stays until his term ends.

    Raises:
        TiersOfHeadOffice: ``audience.tiers_of_head_office``.
        TierMissing: ``audience.tier_missing``.
        TierIsBase: ``audience.tier_is_base``.
        TierMovesUnseen: ``audience.tier_moves_unseen``.
    """
    actor.must("audience.keep_tiers")
    async with work.begin(ask, actor, use="audience.stop_tier", answer=TierKept) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_head_office(tx, actor)
        tier = await _locked(tx, ask.code)
        await _expect_not_base(tx, tier.code)
        before = await now_ahead(tx)
        await _kept(tx, tier.code, tier.version, {"state": STOPPED if ask.stopped else ACTIVE})
        await expect_seen(tx, before, ask.seen)
        tx.audit("audience.tier_stopped", tier.code, {"stopped": ask.stopped})
        return await tx.done(TierKept(tier.code))


async def delete_tier(ask: DeleteTier, *, actor: Actor, work: Work) -> TierKept:
    """Delete a tier in which nobody ever stood.

    Raises:
        TiersOfHeadOffice: ``audience.tiers_of_head_office``.
        TierMissing: ``audience.tier_missing``.
        TierIsBase: ``audience.tier_is_base``.
        TierInUse: ``audience.tier_in_use``.
    """
    actor.must("audience.keep_tiers")
    async with work.begin(ask, actor, use="audience.delete_tier", answer=TierKept) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_head_office(tx, actor)
        tier = await _locked(tx, ask.code)
        await _expect_not_base(tx, tier.code)
        stood = int(await tx.value(_HISTORY, tier.code))
        if stood:
            raise TierInUse(stood)
        await tier.delete(using_db=tx.conn)
        tx.audit("audience.tier_deleted", tier.code, {"name": tier.name_zh})
        return await tx.done(TierKept(tier.code))


def _expect_looks(ask: KeepTier) -> None:
    """Check what stands in an ask alone."""
    if not _CODE.fullmatch(ask.code):
        raise Malformed(because("audience.reason.tier_code"), "code")
    for field, name in (("name_zh", ask.name_zh), ("name_en", ask.name_en)):
        if len(name) > _NAME_MAX or (field == "name_zh" and not name):
            raise Malformed(characters(1, _NAME_MAX), field)
    if ask.face not in FACES:
        raise Malformed(one_of(FACES), "face")
    if ask.theme not in THEMES:
        raise Malformed(one_of(THEMES), "theme")
    if len(ask.adds) > ADDS_MAX:
        raise Malformed(at_most(ADDS_MAX), "adds")
    if any(not 1 <= len(one.zh) <= _ADD_MAX or len(one.en) > _ADD_MAX for one in ask.adds):
        raise Malformed(characters(1, _ADD_MAX), "adds")


async def _expect_picture(read: Read, address: str) -> None:
    """Check that what a card shows is a picture of this house, and there."""
    ours = not address or re.fullmatch(str(schema("picture.v1")["pattern"]), address)
    media = address.removeprefix(MEDIA)
    if not ours or (media != address and not await is_picture(read, media)):
        raise Malformed(because("audience.reason.card_picture"), "picture")


async def _expect_rules(tx: Tx[Any], ask: ChangeTierRules) -> None:
    await _locked(tx, ask.code)
    if ask.enter_band or ask.keep_band or ask.valid_months:
        await _expect_not_base(tx, ask.code)
    known = await tx.value("select array_agg(code) from audience_band")
    for field, band in (("enter_band", ask.enter_band), ("keep_band", ask.keep_band)):
        if band is not None and band not in (known or []):
            raise Malformed(one_of(known or ["–"]), field)
    if ask.keep_band and not ask.enter_band:
        raise Malformed(because("audience.reason.keep_without_enter"), "keep_band")


async def _expect_not_base(read: Read, code: str) -> None:
    if await read.value("select code from audience_tier order by rank limit 1") == code:
        raise TierIsBase


async def _locked(tx: Tx[Any], code: str) -> Tier:
    found = await Tier.filter(code=code).using_db(tx.conn).select_for_update(no_key=True).first()
    if found is None:
        raise TierMissing(code)
    return found


async def _new(tx: Tx[Any], ask: KeepTier, rank: int) -> None:
    sql = """insert into audience_tier (code, rank, name_zh, name_en, face, picture, theme, adds, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (code) do nothing"""
    looks = (ask.name_zh, ask.name_en, ask.face, ask.picture, ask.theme)
    if not await tx.run(sql, ask.code, rank, *looks, _adds(ask.adds), tx.now):
        raise TierTaken


async def _looks(tx: Tx[Any], ask: KeepTier) -> None:
    await _locked(tx, ask.code)
    fields = {name: getattr(ask, name) for name in ("name_zh", "name_en", "face", "picture", "theme")}
    await _kept(tx, ask.code, ask.version, {**fields, "adds": _adds(ask.adds)})


async def _kept(tx: Tx[Any], code: str, version: int, fields: dict[str, Any]) -> None:
    """Write columns of a locked tier, if its version is still the one that was read."""
    mine = Tier.filter(code=code, version=version).using_db(tx.conn)
    if not await mine.update(**fields, version=version + 1, updated_at=tx.now):
        raise TierTaken


def _adds(adds: Sequence[TierAdd]) -> list[dict[str, Any]]:
    return [{"text": {"zh-CN": one.zh, "en": one.en or one.zh}, "sku": one.sku.strip()} for one in adds]
