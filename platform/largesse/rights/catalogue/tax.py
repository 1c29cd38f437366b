"""The institution's own word on how a SKU is taxed: who signed it, when, and with which opinion.

Words       an *opinion* 税务意见 is signed for exactly the taxes that a SKU says; other taxes need another
Invariant   who wrote a version does not sign its taxes; without an opinion SKU and batch carry a warning
Source      docs/explanation/stock.md
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import characters
from largesse.rights.catalogue.records import Sku, SkuId, SkuVersion, TaxOpinion
from largesse.rights.catalogue.skus import SkuChanged, lock_sku
from largesse.rights.catalogue.supply import Made
from largesse.store.work import Tx, Work

OPINION_MAX = 1000


def opinion_on(row: str, sku: str) -> str:
    """Give the SQL that joins, as ``x``, the newest opinion on exactly the taxes of a row."""
    return f"""left join lateral (
      select o.opinion, o.signed_by, o.signed_at from rights_tax_opinion o
      where o.sku = {sku} and (o.vat_treatment, o.vat_rate_ppm, o.income_tax, o.borne_by)
        = ({row}.vat_treatment, {row}.vat_rate_ppm, {row}.income_tax, {row}.borne_by)
      order by o.signed_at desc limit 1) x on true"""  # noqa: S608 - constants


@dataclass(frozen=True)
class OwnTaxes(Refusal):
    """Whoever wrote the SKU's taxes does not sign them."""

    code = "rights.own_taxes"


@dataclass(frozen=True, kw_only=True)
class SignTaxes(Ask):
    """An opinion on the taxes of a SKU as it was looked at."""

    sku: SkuId = asked("The SKU, sku_….", id="sku")
    version: int = asked("The version that was looked at.")
    opinion: str = asked("The opinion, and what it rests on.")


async def sign_taxes(ask: SignTaxes, *, actor: Actor, work: Work) -> Made:
    """Sign the taxes of a SKU.

    Raises:
        SkuMissing: ``rights.sku_missing``.
        SkuChanged: ``rights.sku_changed``.
        OwnTaxes: ``rights.own_taxes``.
    """
    actor.must("rights.sign_taxes")
    opinion = ask.opinion.strip()
    if not 1 <= len(opinion) <= OPINION_MAX:
        raise Malformed(characters(1, OPINION_MAX), "opinion")
    async with work.begin(ask, actor, use="rights.sign_taxes", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        sku, org_unit = await lock_sku(tx, ask.sku, actor)
        if sku.version != ask.version:
            raise SkuChanged(sku.version)
        if await SkuVersion.exists(sku=sku.id, made_by=actor.id, using_db=tx.conn):
            raise OwnTaxes
        made = Made(new_id())
        await _write(tx, made.id, sku, opinion)
        facts = {"sku": sku.code, "vat": sku.vat_treatment, "income_tax": sku.income_tax, "opinion": opinion}
        tx.audit("rights.taxes_signed", str(sku.id), facts, org_unit=org_unit)
        return await tx.done(made)


async def _write(tx: Tx[Any], opinion_id: UUID, sku: Sku, opinion: str) -> None:
    await TaxOpinion.create(
        using_db=tx.conn,
        id=opinion_id,
        sku=sku.id,
        sku_version=sku.version,
        vat_treatment=sku.vat_treatment,
        vat_rate_ppm=sku.vat_rate_ppm,
        income_tax=sku.income_tax,
        borne_by=sku.borne_by,
        opinion=opinion,
        signed_by=tx.actor.id,
        signed_at=tx.now,
    )
