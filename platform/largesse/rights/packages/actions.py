"""What somebody may do with a package now, by the rules that the use cases refuse by."""

from typing import Literal

from largesse.kernel.actor import Actor
from largesse.rights.packages.reads import PackageRow
from largesse.rights.packages.steer import steps

Action = Literal["give", "stop", "reopen"]


def actions(actor: Actor, package: PackageRow) -> list[Action]:
    """Name the acts that neither state, office nor reach forbids."""
    if not actor.reaches(package.org_unit):
        return []
    acts: list[Action] = []
    if actor.may("rights.give") and package.state == "active":
        acts.append("give")
    if actor.may("rights.make_package"):
        acts += [step.value for step in steps(package.state)]
    return acts
