"""Make a package: a title and the batches that it gives, with the units of each."""

from dataclasses import dataclass
from typing import Any

from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because, between, entries
from largesse.kernel.writing import code_given
from largesse.media.records import PictureId
from largesse.rights.batches.batch import OVER, BatchMissing
from largesse.rights.batches.records import Batch, BatchId
from largesse.rights.catalogue.supply import Made, Text, expect_free, expect_reached, text_given
from largesse.rights.catalogue.terms import picture_given
from largesse.rights.packages.package import ALL_MAX, ITEMS_MAX, UNITS_MAX
from largesse.rights.packages.records import Item, Package
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class PackageItem:
    """A batch and how many units of it a package gives."""

    batch: BatchId = asked("The batch, bat_….", id="bat")
    units: int = asked("Units, 1 to 100.")


@dataclass(frozen=True, kw_only=True)
class MakePackage(Ask):
    """What is given together."""

    code: str = asked("The institution's own code, unique.")
    title: Text = asked("Title; clients read it beside their rights.")
    picture: PictureId | None = asked("A picture of the library, pic_….", id="pic", default=None)
    picture_alt: Text = asked("What the picture shows, for those who do not see it.", default_factory=dict)
    org_unit: UnitId = asked("Org unit it belongs to, unt_….", id="unt", name="unit")
    items: tuple[PackageItem, ...] = asked("1 to 20 batches, each once.")


async def make_package(ask: MakePackage, *, actor: Actor, work: Work) -> Made:
    """Make a package.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        CodeTaken: ``rights.code_taken``.
        PictureMissing: ``media.picture_missing``, also when out of reach.
    """
    actor.must("rights.make_package")
    expect_reached(actor, ask.org_unit)
    code, title = code_given(ask.code), text_given(ask.title, "title")
    _check(ask)
    alt = text_given(ask.picture_alt, "picture_alt") if ask.picture else {}
    async with work.begin(ask, actor, use="rights.make_package", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        await _expect_batches(tx, ask, actor)
        await expect_free(tx, Package, code)
        picture = await picture_given(tx, actor, ask.picture)
        made = Made(new_id())
        await Package.create(
            using_db=tx.conn,
            id=made.id,
            code=code,
            title=title,
            picture_id=ask.picture,
            picture=f"/media/{picture}" if picture else None,
            picture_alt=alt,
            org_unit=ask.org_unit,
            made_by=actor.id,
            created_at=tx.now,
        )
        for seq, one in enumerate(ask.items, 1):
            values = {"package": made.id, "seq": seq, "batch": one.batch, "units": one.units}
            await Item.create(using_db=tx.conn, id=new_id(), **values)
        facts = {"code": code, "items": {str(one.batch): one.units for one in ask.items}}
        tx.audit("rights.package_made", str(made.id), facts, org_unit=ask.org_unit)
        return await tx.done(made)


def _check(ask: MakePackage) -> None:
    """Refuse what no package is: nothing, a batch twice, units beyond bounds."""
    batches = {one.batch for one in ask.items}
    if not 1 <= len(ask.items) <= ITEMS_MAX or len(batches) < len(ask.items):
        raise Malformed(entries(1, ITEMS_MAX), "items")
    if not all(1 <= one.units <= UNITS_MAX for one in ask.items):
        raise Malformed(between(1, UNITS_MAX), "units")
    if sum(one.units for one in ask.items) > ALL_MAX:
        raise Malformed(because("rights.reason.package_units", most=ALL_MAX), "units")


async def _expect_batches(tx: Tx[Any], ask: MakePackage, actor: Actor) -> None:
    found = {one.id: one for one in await Batch.filter(id__in=[i.batch for i in ask.items]).using_db(tx.conn)}
    for item in ask.items:
        one = found.get(item.batch)
        if one is None or one.state in OVER:
            raise BatchMissing(item.batch)
        actor.reach(one.org_unit, BatchMissing(item.batch))
