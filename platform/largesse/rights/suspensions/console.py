"""Suspensions on the console face."""

from typing import Self, cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.ids import text_id
from largesse.rights.entitlements.console import Entitlement
from largesse.rights.entitlements.entitlement import CLIENT, RIGHT
from largesse.rights.suspensions import suspend
from largesse.rights.suspensions.actions import moves_open


@strawberry.type(name="RightStanding", description="A right as it stands now.")
class RightStandingType:
    """Where it stands."""

    id: str = named("Id of the right, ent_….")
    state: str = named("Its state.")

    @classmethod
    def of(cls, standing: suspend.RightStanding) -> Self:
        return cls(id=text_id(RIGHT, standing.entitlement), state=standing.state)


@strawberry.type(name="RightsSuspended", description="The rights of a client were suspended.")
class RightsSuspendedType:
    """How many."""

    client: str = named("Id of the client, cli_….")
    count: int = named("How many rights.")

    @classmethod
    def of(cls, answer: suspend.RightsSuspended) -> Self:
        return cls(client=text_id(CLIENT, answer.client), count=answer.count)


@extends(Entitlement)
@strawberry.type
class SuspensionOfEntitlement:
    """What suspensions add to a right; ``self`` is the right when the face is assembled."""

    @strawberry.field(description="How the reader may stop it or let it go on: suspend, resume.")
    def moves_open(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return list(moves_open(info.context.who(), cast("Entitlement", self).row))


@strawberry.type
class SuspensionMutation:
    """What stops rights and lets them go on."""

    suspend_right = mutation(suspend.suspend_right, "Stop a right, for a reason.", shows=RightStandingType.of)
    resume_right = mutation(
        suspend.resume_right, "Let a suspended right go on, for a reason.", shows=RightStandingType.of
    )
    suspend_rights_of_client = mutation(
        suspend.suspend_rights_of_client,
        "Stop every live right of a client, for one reason.",
        shows=RightsSuspendedType.of,
    )
