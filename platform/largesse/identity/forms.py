"""What the console sends about people and what it gets back: GraphQL inputs and answers."""

from datetime import datetime
from typing import Annotated

import strawberry

from largesse.faces.refusals import RefusalType
from largesse.faces.scalars import named
from largesse.identity.approval_views import Approval
from largesse.identity.views import Me, StaffMember


@strawberry.input(description="Log in.")
class SignInAsk:
    """Name and password; the key is taken for uniformity and kept nowhere."""

    login: str = named("Staff number or e-mail.")
    password: str = named("Password.")
    key: str = strawberry.field(default="", description="Not needed: a log-in leaves no receipt.")


@strawberry.input(description="Log out.")
class SignOutAsk:
    """Nothing but the session itself."""

    key: str = strawberry.field(default="", description="Not needed.")


@strawberry.input(description="Enrol a member of staff.")
class EnrolStaffAsk:
    """A new colleague; without a password a temporary one is made and shown once."""

    key: str = named("Idempotency key.")
    number: str = named("Staff number, 3 to 20 digits or capitals.")
    email: str = named("E-mail.")
    name: str = named("Name.")
    name_en: str = strawberry.field(default="", description="Name in Latin letters.")
    unit: str = named("Org unit, unt_….")
    roles: list[str] = named("Role keys, at least one.")


@strawberry.input(description="Change a member of staff; what is null stays.")
class ChangeStaffAsk:
    """New roles, unit or state."""

    key: str = named("Idempotency key.")
    staff: str = named("Whom, stf_….")
    roles: list[str] | None = strawberry.field(default=None, description="Role keys.")
    unit: str | None = strawberry.field(default=None, description="Org unit, unt_….")
    state: str | None = strawberry.field(default=None, description="active or disabled.")


@strawberry.input(description="Give a temporary password.")
class ResetPasswordAsk:
    """For whom."""

    key: str = strawberry.field(default="", description="Not needed: a receipt would keep the password.")
    staff: str = named("Whom, stf_….")


@strawberry.input(description="Set one's own password.")
class ChangeOwnPasswordAsk:
    """Current and new."""

    key: str = strawberry.field(default="", description="Not needed: a receipt would keep the password.")
    current: str = named("The current password.")
    password: str = named("The new one, at least 12 characters.")


@strawberry.input(description="Add an org unit.")
class OpenUnitAsk:
    """A new unit below another."""

    key: str = named("Idempotency key.")
    code: str = named("The institution's own code: capitals, digits, dashes.")
    level: str = named("branch or outlet.")
    name_zh: str = named("Chinese name.")
    name_en: str = named("English name.")
    parent: str = named("The unit above, unt_….")


@strawberry.input(description="Let a colleague act in my seat on one approval until a date.")
class HandOverApprovalAsk:
    """To whom, and until when."""

    key: str = named("Idempotency key.")
    approval: str = named("Approval, apv_….")
    to: str = named("Colleague, stf_….")
    until: datetime = named("End, within ninety days.")


@strawberry.input(description="Require one more named colleague at the step at hand.")
class AddSignerAsk:
    """Who must sign too."""

    key: str = named("Idempotency key.")
    approval: str = named("Approval, apv_….")
    staff: str = named("Colleague, stf_….")


@strawberry.input(description="Send a dead delivery on its way again.")
class RetryDeliveryAsk:
    """Which delivery."""

    key: str = named("Idempotency key.")
    delivery: str = named("Delivery, dlv_….")


@strawberry.type(description="It was done; this is whom it was about.")
class StaffDone:
    """Answer of changes to staff."""

    staff: StaffMember = named("The member of staff afterwards.")
    temporary_password: str | None = named("Shown once; to be changed at the first log-in.")


@strawberry.type(description="Logged in; the cookie is set.")
class SignedIn:
    """Answer of a log-in."""

    me: Me = named("Who is signed in now.")


@strawberry.type(description="Logged out.")
class SignedOut:
    """Answer of a log-out."""

    at_door: bool = named("True: the session is over.")


@strawberry.type(description="The password is changed.")
class OwnPasswordChanged:
    """Answer of a password change."""

    changed: bool = named("True.")


@strawberry.type(description="The org unit was added.")
class UnitOpened:
    """Answer of a new unit."""

    unit: str = named("Id, unt_….")


@strawberry.type(description="The approval after a hand-over or an added signer.")
class ApprovalArranged:
    """Answer of arrangements around an approval."""

    approval: Approval = named("The approval.")


@strawberry.type(description="The delivery is due again.")
class DeliveryRetried:
    """Answer of a retry."""

    delivery: str = named("Id, dlv_….")


SignInResult = Annotated[
    SignedIn | RefusalType, strawberry.union("SignInResult", description="SignedIn or a refusal.")
]
SignOutResult = Annotated[
    SignedOut | RefusalType, strawberry.union("SignOutResult", description="SignedOut or a refusal.")
]
StaffDoneResult = Annotated[
    StaffDone | RefusalType, strawberry.union("StaffDoneResult", description="StaffDone or a refusal.")
]
OwnPasswordResult = Annotated[
    OwnPasswordChanged | RefusalType,
    strawberry.union("OwnPasswordResult", description="OwnPasswordChanged or a refusal."),
]
OpenUnitResult = Annotated[
    UnitOpened | RefusalType, strawberry.union("OpenUnitResult", description="UnitOpened or a refusal.")
]
ArrangeApprovalResult = Annotated[
    ApprovalArranged | RefusalType,
    strawberry.union("ArrangeApprovalResult", description="ApprovalArranged or a refusal."),
]
RetryDeliveryResult = Annotated[
    DeliveryRetried | RefusalType,
    strawberry.union("RetryDeliveryResult", description="DeliveryRetried or a refusal."),
]
