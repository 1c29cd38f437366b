"""Stop a package, or open it again: a stopped one is given to nobody, and what was given stays."""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.packages.package import PackageMissing, PackageWrongState
from largesse.rights.packages.records import Package, PackageId
from largesse.rights.reason import reason_of
from largesse.store.work import Work


class PackageStep(Enum):
    """What to do with a package."""

    STOP = "stop"
    REOPEN = "reopen"


_STEPS = {PackageStep.STOP: ("active", "stopped"), PackageStep.REOPEN: ("stopped", "active")}


@dataclass(frozen=True)
class PackageStanding:
    """A package and how it stands now."""

    package: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class SteerPackage(Ask):
    """Stop a package or open it again."""

    package: PackageId = asked("The package, pkg_….", id="pkg")
    step: PackageStep = asked("What to do.")
    reason: str = asked("Why; stands in the audit.")


def steps(state: str) -> tuple[PackageStep, ...]:
    """Give the steps that a package in this state can take."""
    return tuple(step for step, (before, _) in _STEPS.items() if state == before)


async def steer_package(ask: SteerPackage, *, actor: Actor, work: Work) -> PackageStanding:
    """Stop a package or open it again.

    Raises:
        PackageMissing: ``rights.package_missing``.
        PackageWrongState: ``rights.package_wrong_state``.
    """
    actor.must("rights.make_package")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.steer_package", answer=PackageStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await Package.filter(id=ask.package).using_db(tx.conn).select_for_update(no_key=True).first()
        if row is None:
            raise PackageMissing(ask.package)
        actor.reach(row.org_unit, PackageMissing(ask.package))
        before, after = _STEPS[ask.step]
        if row.state != before:
            raise PackageWrongState(row.state)
        row.state = after
        await row.save(using_db=tx.conn, update_fields=["state"])
        facts = {"from": before, "to": after, "reason": reason}
        tx.audit("rights.package_steered", str(row.id), facts, org_unit=row.org_unit)
        return await tx.done(PackageStanding(row.id, after))
