"""Staff, approvals, audit and outbox on the console face: translate, never decide."""

from functools import partial
from typing import cast
from uuid import UUID

import strawberry

from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, ListAsk, Listing, list_field, shown
from largesse.faces.refusals import missing_as_null, refusals_as_data
from largesse.identity import forms, reads
from largesse.identity.access import ROLES
from largesse.identity.approval_views import APPROVAL, Approval
from largesse.identity.approvals import arrange
from largesse.identity.deliveries import deliveries
from largesse.identity.sessions import sign_in
from largesse.identity.sessions.password import hashed
from largesse.identity.sessions.sessions import COOKIES, LIFE, staff_actor
from largesse.identity.staff import staff
from largesse.identity.staff.own_password import OwnPassword, change_own_password
from largesse.identity.units import units
from largesse.identity.views import (
    DELIVERY,
    STAFF,
    UNIT,
    AuditRow,
    DeadDelivery,
    Home,
    Me,
    Role,
    StaffMember,
    Unit,
    Waiting,
)
from largesse.identity.waiting import waiting
from largesse.kernel.actor import Actor
from largesse.kernel.errors import NotSignedIn
from largesse.kernel.ids import parse_id, text_id


@strawberry.type
class IdentityQuery:
    """Queries of this room."""

    staff: Connection[StaffMember] = list_field(
        Listing("staff", "identity.read_staff", reads.staff_page, StaffMember.of),
        "Staff within reach. sort: number, name, email, state, createdAt.",
    )
    audit_rows: Connection[AuditRow] = list_field(
        Listing("audit", "identity.read_audit", reads.audit_page, lambda row, _: AuditRow.of(row)),
        "Audit rows within reach, newest first. sort: at, action, actorName.",
    )
    dead_deliveries: Connection[DeadDelivery] = list_field(
        Listing("dead", "identity.read_deliveries", reads.dead_page, DeadDelivery.of),
        "Deliveries that failed too often. sort: at, topic, handler.",
    )

    @strawberry.field(description="Who is signed in; null: nobody.")
    async def me(self, info: Info) -> Me | None:
        """Show the session's owner."""
        actor = info.context.actor
        return await _me(info.context, actor) if actor and actor.kind == "staff" else None

    @strawberry.field(description="What waits for me.")
    async def home(self, info: Info) -> Home:
        """Count what waits."""
        actor = info.context.who()
        async with info.context.work.read() as read:
            counts = await waiting(read, actor)
        return Home(waiting=[Waiting(kind=kind, count=count) for kind, count in counts.items()])

    @strawberry.field(description="Org units within reach, parents before children.")
    async def units(self, info: Info) -> list[Unit]:
        """List the tree."""
        actor = info.context.who()
        actor.must("identity.read_units")
        async with info.context.work.read() as read:
            rows = await reads.unit_rows(read, actor)
        return [Unit.of(row, info.context.locale) for row in rows]

    @strawberry.field(description="The roles that staff can hold.")
    async def roles(self, info: Info) -> list[Role]:
        """List them all."""
        info.context.who().must("identity.read_staff")
        return [Role.of(key, info.context.locale) for key in ROLES]

    @strawberry.field(
        description="Approvals. state: mine (to sign), open, done, made. sort: createdAt, title, state."
    )
    async def approvals(  # noqa: PLR0913, PLR0917 - a list's arguments, and which list
        self,
        info: Info,
        state: str = "mine",
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[Approval]:
        """List the inbox."""
        rows = partial(reads.approvals_page, state=state)
        listing = Listing(f"approvals-{state}", "identity.read_approvals", rows, Approval.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))

    @strawberry.field(description="One approval with what it shows; null when missing or out of reach.")
    @missing_as_null
    async def approval(self, info: Info, id: str) -> Approval | None:  # noqa: A002 - the face's name
        """Show one approval."""
        actor = info.context.who()
        actor.must("identity.read_approvals")
        return await _approval(info.context, actor, parse_id(APPROVAL, id))


@strawberry.type
class IdentityMutation:
    """Mutations of this room."""

    @strawberry.mutation(description="Log in; sets the session cookie and ends an earlier session.")
    @refusals_as_data
    async def sign_in(self, info: Info, ask: forms.SignInAsk) -> forms.SignInResult:
        """Translate, never decide."""
        context = info.context
        entering = sign_in.SignIn(ask.login, ask.password, _address(context))
        opened = await sign_in.sign_in(entering, work=context.work)
        _keep(context, opened.token)
        async with context.work.read() as read:
            actor = await staff_actor(read, opened.staff)
        if actor is None:
            raise NotSignedIn
        return forms.SignedIn(me=await _me(context, actor))

    @strawberry.mutation(description="Log out; the session ends and the cookie goes.")
    @refusals_as_data
    async def sign_out(self, info: Info, ask: forms.SignOutAsk) -> forms.SignOutResult:  # noqa: ARG002 - uniform asks
        """Translate, never decide."""
        context = info.context
        token = context.request.cookies.get(COOKIES["staff"], "")
        if context.actor is not None and token:
            await sign_in.sign_out(token, actor=context.actor, work=context.work)
        context.cookies_out.append((COOKIES["staff"], "", 0))
        return forms.SignedOut(at_door=True)

    @strawberry.mutation(description="Set one's own password; every session ends and this one begins anew.")
    @refusals_as_data
    async def change_own_password(
        self, info: Info, ask: forms.ChangeOwnPasswordAsk
    ) -> forms.OwnPasswordResult:
        """Translate, never decide."""
        context = info.context
        own = OwnPassword(ask.current, ask.password, _address(context))
        token = await change_own_password(own, actor=context.who(), work=context.work)
        _keep(context, token)
        return forms.OwnPasswordChanged(changed=True)

    @strawberry.mutation(description="Enrol a member of staff; the temporary password is shown once.")
    @refusals_as_data
    async def enrol_staff(self, info: Info, ask: forms.EnrolStaffAsk) -> forms.StaffDoneResult:
        """Translate, never decide."""
        actor, work = info.context.who(), info.context.work
        actor.must("identity.enrol_staff")
        password = staff.temporary_password()
        enrol = staff.EnrolStaff(
            key=ask.key,
            number=ask.number,
            email=ask.email,
            name=ask.name,
            name_en=ask.name_en,
            unit=parse_id(UNIT, ask.unit, "unit"),
            roles=tuple(ask.roles),
        )
        answer = await staff.enrol(enrol, await hashed(password), actor=actor, work=work)
        return await _staff_done(info.context, answer.staff, password if answer.fresh else None)

    @strawberry.mutation(description="Change roles, unit or state of a member of staff; signs them out.")
    @refusals_as_data
    async def change_staff(self, info: Info, ask: forms.ChangeStaffAsk) -> forms.StaffDoneResult:
        """Translate, never decide."""
        change = staff.ChangeStaff(
            key=ask.key,
            staff=parse_id(STAFF, ask.staff, "staff"),
            roles=None if ask.roles is None else tuple(ask.roles),
            unit=parse_id(UNIT, ask.unit, "unit") if ask.unit else None,
            state=ask.state,
        )
        answer = await staff.change(change, actor=info.context.who(), work=info.context.work)
        return await _staff_done(info.context, answer.staff, None)

    @strawberry.mutation(description="Give a member of staff a temporary password; signs them out.")
    @refusals_as_data
    async def reset_password(self, info: Info, ask: forms.ResetPasswordAsk) -> forms.StaffDoneResult:
        """Translate, never decide."""
        whom = parse_id(STAFF, ask.staff, "staff")
        password = await staff.reset_password(whom, actor=info.context.who(), work=info.context.work)
        return await _staff_done(info.context, whom, password)

    @strawberry.mutation(description="Add an org unit below another.")
    @refusals_as_data
    async def open_unit(self, info: Info, ask: forms.OpenUnitAsk) -> forms.OpenUnitResult:
        """Translate, never decide."""
        opening = units.OpenUnit(
            key=ask.key,
            code=ask.code,
            level=cast("units.Level", ask.level),
            name_zh=ask.name_zh,
            name_en=ask.name_en,
            parent=parse_id(UNIT, ask.parent, "parent"),
        )
        opened = await units.open_unit(opening, actor=info.context.who(), work=info.context.work)
        return forms.UnitOpened(unit=text_id(UNIT, opened.unit))

    @strawberry.mutation(description="Let a colleague act in my seat on one approval until a date.")
    @refusals_as_data
    async def hand_over_approval(
        self, info: Info, ask: forms.HandOverApprovalAsk
    ) -> forms.ArrangeApprovalResult:
        """Translate, never decide."""
        actor = info.context.who()
        handing = arrange.HandOverApproval(
            key=ask.key,
            approval=parse_id(APPROVAL, ask.approval, "approval"),
            to=parse_id(STAFF, ask.to, "to"),
            until=ask.until,
        )
        arranged = await arrange.hand_over_approval(handing, actor=actor, work=info.context.work)
        return await _arranged(info.context, actor, arranged.approval)

    @strawberry.mutation(description="Require one more named colleague at the step at hand.")
    @refusals_as_data
    async def add_signer(self, info: Info, ask: forms.AddSignerAsk) -> forms.ArrangeApprovalResult:
        """Translate, never decide."""
        actor = info.context.who()
        approval, whom = parse_id(APPROVAL, ask.approval, "approval"), parse_id(STAFF, ask.staff, "staff")
        adding = arrange.AddSigner(key=ask.key, approval=approval, staff=whom)
        arranged = await arrange.add_approval_signer(adding, actor=actor, work=info.context.work)
        return await _arranged(info.context, actor, arranged.approval)

    @strawberry.mutation(description="Send a dead delivery on its way again.")
    @refusals_as_data
    async def retry_delivery(self, info: Info, ask: forms.RetryDeliveryAsk) -> forms.RetryDeliveryResult:
        """Translate, never decide."""
        asked = deliveries.RetryDelivery(key=ask.key, delivery=parse_id(DELIVERY, ask.delivery, "delivery"))
        again = await deliveries.retry_delivery(asked, actor=info.context.who(), work=info.context.work)
        return forms.DeliveryRetried(delivery=text_id(DELIVERY, again.delivery))


def _address(context: Context) -> str:
    return context.request.client.host if context.request.client else ""


def _keep(context: Context, token: str) -> None:
    context.cookies_out.append((COOKIES["staff"], token, int(LIFE["staff"].total_seconds())))


async def _me(context: Context, actor: Actor) -> Me:
    async with context.work.read() as read:
        row = await reads.staff_row(read, actor.id)
    if row is None:
        raise NotSignedIn
    return Me.of(row, actor, context.locale)


async def _staff_done(context: Context, whom: UUID, password: str | None) -> forms.StaffDone:
    async with context.work.read() as read:
        row = await reads.staff_row(read, whom)
    if row is None:
        raise staff.StaffMissing(whom)
    return forms.StaffDone(staff=StaffMember.of(row, context.locale), temporary_password=password)


async def _approval(context: Context, actor: Actor, approval: UUID) -> Approval | None:
    async with context.work.read() as read:
        row = await reads.approval_row(read, actor, approval)
    return Approval.of(row, context.locale) if row else None


async def _arranged(context: Context, actor: Actor, approval: UUID) -> forms.ApprovalArranged:
    found = await _approval(context, actor, approval)
    if found is None:
        raise NotSignedIn
    return forms.ApprovalArranged(approval=found)
