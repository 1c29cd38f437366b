"""SKUs: made, changed into a new version, stopped and taken up again.

Invariant   a change makes a version; a batch keeps what it was approved with
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.kernel.writing import code_given
from largesse.rights.catalogue.currencies import expect_kept
from largesse.rights.catalogue.products import ProductMissing
from largesse.rights.catalogue.providers import ProviderMissing
from largesse.rights.catalogue.records import Product, ProductId, Provider, ProviderId, Sku, SkuId, SkuVersion
from largesse.rights.catalogue.supply import Made, currency_given, expect_free
from largesse.rights.catalogue.terms import NO_FORM, SkuTerms, picture_given, terms_given
from largesse.rights.forms.agreed import expect_takes
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work


class Fulfil(StrEnum):
    """How a SKU is fulfilled."""

    OWN_CODE = "own_code"
    PROVIDER = "provider"
    POOL = "pool"
    POINTS = "points"


class SkuStep(Enum):
    """What to do with a SKU."""

    STOP = "stop"
    RESUME = "resume"


_AFTER = {(SkuStep.STOP, "active"): "stopped", (SkuStep.RESUME, "stopped"): "active"}


@dataclass(frozen=True)
class SkuMissing(Missing):
    """No such SKU."""

    code = "rights.sku_missing"
    sku: UUID


@dataclass(frozen=True)
class SkuWrongState(Refusal):
    """The SKU is not in a state that allows this."""

    code = "rights.sku_wrong_state"
    state: str


@dataclass(frozen=True)
class SkuChanged(Refusal):
    """Somebody changed the SKU meanwhile: look at it again."""

    code = "rights.sku_changed"
    version: int


@dataclass(frozen=True, kw_only=True)
class MakeSku(SkuTerms):
    """A SKU: exactly what is given, by whom, at what cost and with which tax."""

    product: ProductId = asked("Its product, prd_….", id="prd")
    code: str = asked("The institution's own code, unique.")
    fulfil_mode: Fulfil = asked(
        "A code of our own, the provider's answer, a code of a pool, or points.", name="fulfil"
    )
    currency: str = asked("ISO 4217 code.")
    provider: ProviderId | None = asked("Who fulfils or honours it, prv_….", id="prv", default=None)
    provider_sku: str | None = asked("Its name at the provider.", default=None)


@dataclass(frozen=True, kw_only=True)
class ChangeSku(SkuTerms):
    """New terms of a SKU; product, code, currency and fulfilment stay."""

    sku: SkuId = asked("The SKU, sku_….", id="sku")
    version: int = asked("The version that was looked at.")


@dataclass(frozen=True, kw_only=True)
class SteerSku(Ask):
    """Stop a SKU, or take it up again."""

    sku: SkuId = asked("The SKU, sku_….", id="sku")
    step: SkuStep = asked("What to do.")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class SkuStanding:
    """A SKU, its version and where it stands now."""

    sku: SkuId
    version: int
    state: str


async def make_sku(ask: MakeSku, *, actor: Actor, work: Work) -> Made:
    """Make a SKU of a product.

    Raises:
        ProductMissing: ``rights.product_missing``.
        ProviderMissing: ``rights.provider_missing``.
        CurrencyNotKept: ``rights.currency_not_kept``.
        CodeTaken: ``rights.code_taken``.
        FormNotAgreed: ``rights.form_not_agreed``.
        Malformed: ``kernel.malformed`` at the field that is out of range.
    """
    actor.must("rights.supply")
    currency_given(ask.currency)
    terms = terms_given(ask)
    async with work.begin(ask, actor, use="rights.make_sku", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        product = await Product.get_or_none(id=ask.product, using_db=tx.conn)
        if product is None:
            raise ProductMissing(ask.product)
        actor.reach(product.org_unit, ProductMissing(ask.product))
        await expect_kept(tx, ask.currency)
        terms["picture"] = await picture_given(tx, actor, ask.picture)
        await _check_provider(tx, ask, actor)
        code = code_given(ask.code)
        await expect_free(tx, Sku, code)
        made = Made(new_id())
        await _create(tx, made.id, ask, {"code": code, **terms})
        await _note_version(tx, made.id, 1, terms)
        tx.audit("rights.sku_made", str(made.id), {"code": code}, org_unit=product.org_unit)
        return await tx.done(made)


async def change_sku(ask: ChangeSku, *, actor: Actor, work: Work) -> SkuStanding:
    """Change the terms of a SKU: batches that are proposed from now on carry the new ones.

    Raises:
        SkuMissing: ``rights.sku_missing``.
        SkuWrongState: ``rights.sku_wrong_state``: it is stopped.
        SkuChanged: ``rights.sku_changed``.
        FormNotAgreed: ``rights.form_not_agreed``.
        Malformed: ``kernel.malformed`` at the field that is out of range.
    """
    actor.must("rights.supply")
    terms = terms_given(ask)
    async with work.begin(ask, actor, use="rights.change_sku", answer=SkuStanding) as tx:
        if tx.earlier:
            return tx.earlier
        sku, org_unit = await lock_sku(tx, ask.sku, actor)
        if sku.state != "active":
            raise SkuWrongState(sku.state)
        if sku.version != ask.version:
            raise SkuChanged(sku.version)
        kept = ask.picture == sku.picture_id  # also one that this person does not reach
        await _expect_taken(tx, sku, ask.personal_form or NO_FORM)
        terms["picture"] = sku.picture if kept else await picture_given(tx, actor, ask.picture)
        before = {name: getattr(sku, name) for name in terms}
        changed = sorted(name for name in terms if terms.get(name) != before.get(name))
        sku.update_from_dict(terms | {"version": sku.version + 1})
        await sku.save(using_db=tx.conn, update_fields=[*terms, "version"])
        await _note_version(tx, sku.id, sku.version, terms)
        facts = {"version": sku.version, "changed": ", ".join(changed)}
        tx.audit("rights.sku_changed", str(sku.id), facts, org_unit=org_unit)
        return await tx.done(SkuStanding(ask.sku, sku.version, sku.state))


async def steer_sku(ask: SteerSku, *, actor: Actor, work: Work) -> SkuStanding:
    """Stop a SKU, so that no batch of it is proposed any more, or take it up again.

    Raises:
        SkuMissing: ``rights.sku_missing``.
        SkuWrongState: ``rights.sku_wrong_state``.
    """
    actor.must("rights.supply")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.steer_sku", answer=SkuStanding) as tx:
        if tx.earlier:
            return tx.earlier
        sku, org_unit = await lock_sku(tx, ask.sku, actor)
        before, after = sku.state, _AFTER.get((ask.step, sku.state))
        if after is None:
            raise SkuWrongState(before)
        sku.state = after
        await sku.save(using_db=tx.conn, update_fields=["state"])
        facts = {"from": before, "to": after, "reason": reason}
        tx.audit("rights.sku_steered", str(sku.id), facts, org_unit=org_unit)
        return await tx.done(SkuStanding(ask.sku, sku.version, after))


def steps(state: str) -> list[str]:
    """Give the steps that a SKU in this state can take."""
    return [step.value for step, before in _AFTER if before == state]


async def lock_sku(tx: Tx[Any], sku: UUID, actor: Actor) -> tuple[Sku, UUID]:
    """Lock a SKU within reach; gives its org unit too.

    Raises:
        SkuMissing: ``rights.sku_missing``.
    """
    row = await Sku.filter(id=sku).using_db(tx.conn).select_for_update(no_key=True).first()
    if row is None:
        raise SkuMissing(sku)
    product = await Product.get(id=row.product, using_db=tx.conn)
    actor.reach(product.org_unit, SkuMissing(sku))
    return row, product.org_unit


async def _expect_taken(tx: Tx[Any], sku: Sku, form: dict[str, Any]) -> None:
    """Refuse a form that the plugin of a SKU's provider would not be sent whole."""
    if sku.fulfil_mode != Fulfil.PROVIDER or sku.provider is None:
        return
    provider = await Provider.get(id=sku.provider, using_db=tx.conn)
    if provider.installation is not None:
        await expect_takes(tx, provider.installation, sku.code, form)


async def _create(tx: Tx[Made], sku: UUID, ask: MakeSku, values: dict[str, Any]) -> None:
    await Sku.create(
        using_db=tx.conn,
        id=sku,
        product=ask.product,
        provider=ask.provider,
        fulfil_mode=ask.fulfil_mode,
        provider_sku=ask.provider_sku,
        currency=ask.currency,
        created_at=tx.now,
        **values,
    )


async def _note_version(tx: Tx[Any], sku: UUID, version: int, terms: dict[str, Any]) -> None:
    await SkuVersion.create(
        using_db=tx.conn,
        id=new_id(),
        sku=sku,
        version=version,
        content={name: str(value) if isinstance(value, UUID) else value for name, value in terms.items()},
        made_by=tx.actor.id,
        made_at=tx.now,
    )


async def _check_provider(tx: Tx[Made], ask: MakeSku, actor: Actor) -> None:
    if ask.provider is None:
        if ask.fulfil_mode not in {Fulfil.OWN_CODE, Fulfil.POINTS}:
            raise Malformed(because("rights.reason.provider"), "provider")
        return
    missing = ProviderMissing(str(ask.provider))
    provider = await Provider.get_or_none(id=ask.provider, using_db=tx.conn)
    if provider is None:
        raise missing
    actor.reach(provider.org_unit, missing)
    if ask.fulfil_mode != Fulfil.PROVIDER:
        return
    if provider.installation is None or not ask.provider_sku:
        raise Malformed(because("rights.reason.provider_sku"), "provider_sku")
    await expect_takes(tx, provider.installation, ask.code, ask.personal_form or NO_FORM)
