"""Revocations on the console face."""

from typing import Self

import strawberry

from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.ids import text_id
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.revocations import decide, propose, revocation


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
