"""What the console's mutations about revocations are given, and what they answer."""

from typing import Annotated

import strawberry

from largesse.faces.refusals import RefusalType
from largesse.faces.scalars import named
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.asks import KEY
from largesse.rights.entitlements import revoke
from largesse.rights.views import RIGHT


@strawberry.input(description="Propose to revoke a right that nobody has used.")
class ProposeRevocationAsk:
    """See ``revoke.ProposeRevocation``."""

    key: str = named(KEY)
    right: str = named("The right, ent_….")
    reason: str = named("Why; the approver reads it.")

    def to_ask(self) -> revoke.ProposeRevocation:
        """Translate."""
        right = parse_id(RIGHT, self.right, "right")
        return revoke.ProposeRevocation(key=self.key, entitlement=right, reason=self.reason)


@strawberry.input(description="Approve a proposed revocation.")
class ApproveRevocationAsk:
    """See ``revoke.DecideRevocation``."""

    key: str = named(KEY)
    right: str = named("The right, ent_….")
    content_hash: str = named("Address of the content that was shown.")
    opinion: str = strawberry.field(description="The signer's words.", default="")

    def to_ask(self) -> revoke.DecideRevocation:
        """Translate."""
        return revoke.DecideRevocation(
            key=self.key,
            entitlement=parse_id(RIGHT, self.right, "right"),
            content_hash=self.content_hash,
            opinion=self.opinion,
        )


@strawberry.input(description="Send a proposed revocation back to its maker.")
class ReturnRevocationAsk(ApproveRevocationAsk):
    """See ``revoke.DecideRevocation``."""


@strawberry.input(description="Take one's own proposal to revoke back.")
class WithdrawRevocationAsk:
    """See ``revoke.WithdrawRevocation``."""

    key: str = named(KEY)
    right: str = named("The right, ent_….")

    def to_ask(self) -> revoke.WithdrawRevocation:
        """Translate."""
        return revoke.WithdrawRevocation(key=self.key, entitlement=parse_id(RIGHT, self.right, "right"))


@strawberry.type(description="A revocation and its right as they stand now.")
class RevocationStanding:
    """Where both stand."""

    id: str = named("Id of the right, ent_….")
    state: str = named("pending, approved, returned or withdrawn.")
    right_state: str = named("State of the right.")

    @classmethod
    def of(cls, standing: revoke.RevocationStanding) -> "RevocationStanding":
        """Translate."""
        return cls(
            id=text_id(RIGHT, standing.entitlement), state=standing.state, right_state=standing.right_state
        )


Standing = RevocationStanding | RefusalType
ProposeRevocationResult = Annotated[Standing, strawberry.union("ProposeRevocationResult")]
ApproveRevocationResult = Annotated[Standing, strawberry.union("ApproveRevocationResult")]
ReturnRevocationResult = Annotated[Standing, strawberry.union("ReturnRevocationResult")]
WithdrawRevocationResult = Annotated[Standing, strawberry.union("WithdrawRevocationResult")]
