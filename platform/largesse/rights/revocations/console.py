"""Revocations on the console face."""

from typing import Self, cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.faces.together import together
from largesse.kernel.ids import text_id
from largesse.rights.entitlements.console import Entitlement
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.revocations import decide, propose, revocation
from largesse.rights.revocations.actions import actions, proposers


@strawberry.type(description="A revocation and its right as they stand now.")
class RevocationStanding:
    """Where both stand."""

    id: str = named("Id of the right, ent_….")
    state: str = named("pending, approved, returned or withdrawn.")
    right_state: str = named("State of the right.")

    @classmethod
    def of(cls, standing: revocation.RevocationStanding) -> Self:
        return cls(
            id=text_id(RIGHT, standing.entitlement), state=standing.state, right_state=standing.right_state
        )


@extends(Entitlement)
@strawberry.type
class RevocationOfEntitlement:
    """What revocations add to a right; ``self`` is the right when the face is assembled."""

    @strawberry.field(description="What the reader may do with it now: ask to revoke it, or withdraw that.")
    async def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        row = cast("Entitlement", self).row
        return list(actions(info.context.who(), row, await together(info, row.id, proposers)))


@strawberry.type
class RevocationMutation:
    """What moves revocations."""

    propose_revocation = mutation(
        propose.propose_revocation,
        "Propose to revoke a right that nobody has used; a second person signs.",
        shows=RevocationStanding.of,
    )
    approve_revocation = mutation(
        decide.approve_revocation,
        "Approve a proposed revocation; the right ends.",
        shows=RevocationStanding.of,
    )
    return_revocation = mutation(
        decide.return_revocation,
        "Send a proposed revocation back; the right stays.",
        shows=RevocationStanding.of,
    )
    withdraw_revocation = mutation(
        propose.withdraw_revocation, "Take one's own proposal to revoke back.", shows=RevocationStanding.of
    )
