"""Give a package to a client by hand: every unit of every item in one commit, or nothing.

Invariant   budgets, then batches are locked, each in id order, before anything is decided;
            what is short names its item, and nothing is given; the same key gives the same rights
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.clients import ClientKeptOut, locked_client
from largesse.audience.clients.records import ClientId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.copy import said
from largesse.kernel.errors import Phrase, Refusal
from largesse.kernel.ids import new_id
from largesse.rights.batches.batch import BatchWrongState
from largesse.rights.batches.locking import Giving, lock_giving
from largesse.rights.batches.stock import issue
from largesse.rights.budgets.supply import Purse, Want, lock_supply
from largesse.rights.entitlements.grant import Gift, grant
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.packages.package import (
    PackageMissing,
    PackageShort,
    PackageWrongState,
    Part,
    source_of,
)
from largesse.rights.packages.records import GiftId, Package, PackageGift, PackageId
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

SOURCE = "package"
_PARTS = """
select i.id as item, i.batch, b.code as batch_code, b.title as batch_title, i.units, b.budget
from rights_package_item i join rights_batch b on b.id = i.batch where i.package = $1 order by i.seq
"""


@dataclass(frozen=True, kw_only=True)
class GivePackage(Ask):
    """A package for a client; ``reason`` stands in the audit."""

    package: PackageId = asked("The package, pkg_….", id="pkg")
    client: ClientId = asked("The client, cli_….", id="cli")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class PackageGiven:
    """The gift and its rights, items in their order."""

    gift: GiftId
    entitlements: tuple[EntitlementId, ...]


async def give_package(ask: GivePackage, *, actor: Actor, work: Work) -> PackageGiven:
    """Give a package, whole.

    Raises:
        PackageMissing: ``rights.package_missing``.
        PackageWrongState: ``rights.package_wrong_state``.
        ClientMissing: ``audience.client_missing``.
        ClientKeptOut: ``audience.client_kept_out``.
        PackageShort: ``rights.package_short``.
    """
    actor.must("rights.give")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.give_package", answer=PackageGiven) as tx:
        if tx.earlier:
            return tx.earlier
        package = await _package(tx, ask.package, actor)
        parts = await tx.all(Part, _PARTS, package.id)
        if (await locked_client(tx, ask.client, actor)).blocked:
            raise ClientKeptOut
        await _expect_enough(tx, parts, ask.client)
        gift = GiftId(new_id())
        gifts = _gifts(gift, parts, ask.client)
        await grant(tx, gifts)
        who = {"client": ask.client, "given_by": actor.id, "at": tx.now, "reason": reason}
        await PackageGift.create(using_db=tx.conn, id=gift, package=package.id, **who)
        facts = {"client": str(ask.client), "gift": str(gift), "rights": len(gifts), "reason": reason}
        tx.audit("rights.package_given", str(package.id), facts, org_unit=package.org_unit)
        return await tx.done(PackageGiven(gift, tuple(EntitlementId(one.entitlement) for one in gifts)))


async def _package(tx: Tx[Any], package: UUID, actor: Actor) -> Package:
    """Read a package that can be given; who stops it meanwhile waits until this is done."""
    row = await Package.filter(id=package).using_db(tx.conn).select_for_update(no_key=True).first()
    if row is None:
        raise PackageMissing(package)
    actor.reach(row.org_unit, PackageMissing(package))
    if row.state != "active":
        raise PackageWrongState(row.state)
    return row


async def _expect_enough(tx: Tx[Any], parts: Sequence[Part], client: UUID) -> None:
    """Lock what the parts need, and refuse by name the first that has too little."""
    wants = [Want(part.batch, None, client) for part in parts for _ in range(part.units)]
    purse = await lock_supply(tx, wants, [part.budget for part in parts])
    first = 1
    for part in parts:
        batch = await lock_giving(tx, part.batch)
        try:
            if not batch.open_at(tx.now):
                raise BatchWrongState(batch.state)
            _take(purse, batch, part, first)
        except Refusal as no:
            why = Phrase(no.code, tuple(no.facts().items()))
            title = said(part.batch_title, "zh-CN")
            raise PackageShort(part.batch_code, title, part.units, why, no.retry_at) from no
        first += part.units


def _take(purse: Purse, batch: Giving, part: Part, first: int) -> None:
    issue(batch.stock, part.units)
    for want in range(first, first + part.units):
        purse.take(want, part.budget, batch.unit_cost_minor)


def _gifts(gift: UUID, parts: Sequence[Part], client: UUID) -> list[Gift]:
    return [
        Gift(new_id(), part.batch, client, client, SOURCE, source_of(gift, part.item, unit))
        for part in parts
        for unit in range(1, part.units + 1)
    ]
