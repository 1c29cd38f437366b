"""What the console shows of staff, approvals, audit and outbox: GraphQL types made from rows."""

from datetime import datetime
from typing import Any

import strawberry

from largesse.identity import reads
from largesse.kernel.actor import Actor
from largesse.kernel.copy import chosen_name, text
from largesse.kernel.faces import Info, JsonDocument, named
from largesse.kernel.ids import parse_id, text_id

Row = dict[str, Any]
APPROVAL, STAFF, UNIT, DELIVERY = "apv", "stf", "unt", "dlv"


@strawberry.type(description="An org unit: head office, branch or outlet.")
class Unit:
    """One unit of the tree."""

    id: str = named("Id, unt_….")
    code: str = named("The institution's own code.")
    level: str = named("head_office, branch or outlet.")
    name: str = named("Name in the request's language.")
    parent: str | None = named("Id of the unit above.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "Unit":
        """Translate."""
        parent = text_id(UNIT, row["parent"]) if row["parent"] else None
        name = chosen_name(row, "name", locale)
        return cls(
            id=text_id(UNIT, row["id"]), code=row["code"], level=row["level"], name=name, parent=parent
        )


@strawberry.type(description="A member of staff.")
class StaffMember:
    """One of staff, as administrators see them."""

    id: str = named("Id, stf_….")
    number: str = named("Staff number.")
    name: str = named("Name.")
    name_en: str = named("Name in Latin letters.")
    email: str = named("E-mail, one of the two log-in names.")
    roles: list[str] = named("Role keys.")
    state: str = named("active or disabled.")
    unit_name: str = named("Org unit in the request's language.")
    unit: Unit = named("Org unit.")
    must_change_password: bool = named("Whether the password is temporary.")
    created_at: datetime = named("When enrolled.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "StaffMember":
        """Translate."""
        unit = {name: row[f"unit_{name}"] for name in ("parent", "code", "level")}
        unit |= {"id": row["unit"], "name_zh": row["unit_zh"], "name_en": row["unit_en"]}
        return cls(
            id=text_id(STAFF, row["id"]),
            number=row["number"],
            name=row["name"],
            name_en=row["name_en"],
            email=row["email"],
            roles=list(row["roles"]),
            state=row["state"],
            unit_name=chosen_name(row, "unit", locale),
            unit=Unit.of(unit, locale),
            must_change_password=row["must_change_password"],
            created_at=row["created_at"],
        )


@strawberry.type(description="The one who is signed in, and what he may do.")
class Me:
    """The session's own view."""

    id: str = named("Id, stf_….")
    number: str = named("Staff number.")
    name: str = named("Name.")
    email: str = named("E-mail.")
    roles: list[str] = named("Role keys.")
    role_names: list[str] = named("Roles in the request's language.")
    operations: list[str] = named("Operations the roles hold; the navigation follows them.")
    unit: Unit = named("Own org unit, the top of what is within reach.")
    must_change_password: bool = named("Whether a new password is due.")

    @classmethod
    def of(cls, row: Row, actor: Actor, locale: str) -> "Me":
        """Translate."""
        member = StaffMember.of(row, locale)
        return cls(
            id=member.id,
            number=member.number,
            name=member.name,
            email=member.email,
            roles=member.roles,
            role_names=[text(f"identity.role.{role}", locale) for role in member.roles],
            operations=sorted(actor.operations),
            unit=member.unit,
            must_change_password=member.must_change_password,
        )


@strawberry.type(description="A kind of work and how much of it waits.")
class Waiting:
    """One line of the home screen."""

    kind: str = named("approval, delivery, difference …")
    count: int = named("How many wait.")


@strawberry.type(description="The home screen.")
class Home:
    """What waits for me."""

    waiting: list[Waiting] = named("What waits, kinds with nothing left out.")


@strawberry.type(description="One step of an approval's route.")
class ApprovalStep:
    """A step and how far it is."""

    number: int = named("From 1.")
    name: str = named("Name in the request's language.")
    role: str = named("Role keys that may sign, comma-separated.")
    role_name: str = named("Those roles in the request's language.")
    named_signers: list[str] = named("Colleagues who must sign by name.")
    need: int = named("How many of the roles must sign.")
    opinion_required: bool = named("Whether an opinion must be written.")
    state: str = named("done, current or waiting.")
    deadline_at: datetime | None = named("When it should be done.")

    @classmethod
    def of(cls, row: Row, approval: Row, locale: str) -> "ApprovalStep":
        """Translate."""
        past = row["seq"] < approval["step"] or approval["state"] == "approved"
        now = row["seq"] == approval["step"] and approval["state"] == "pending"
        return cls(
            number=row["seq"],
            name=chosen_name(row, "name", locale),
            role=",".join(row["roles"]),
            role_name=" / ".join(text(f"identity.role.{role}", locale) for role in row["roles"]),
            named_signers=list(row["named"]),
            need=row["need"],
            opinion_required=row["opinion_required"],
            state="done" if past else "current" if now else "waiting",
            deadline_at=row["due_at"],
        )


@strawberry.type(description="One signature under an approval.")
class ApprovalSignature:
    """Who decided what, when and in which words."""

    step: int = named("Step, from 1.")
    name: str = named("Whose seat was used.")
    hand_name: str = named("Who acted; another than name after a hand-over.")
    decision: str = named("approve or return.")
    opinion: str = named("The opinion.")
    return_to: int | None = named("The step it went back to; null: to the maker.")
    annulled: bool = named("Whether a later return made it count no more.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, row: Row) -> "ApprovalSignature":
        """Translate."""
        return cls(
            step=row["step"],
            name=row["person_name"],
            hand_name=row["hand_name"],
            decision=row["decision"],
            opinion=row["opinion"],
            return_to=row["return_to"],
            annulled=row["annulled_by"] is not None,
            at=row["at"],
        )


@strawberry.type(description="A seat that was handed over, in force until a date.")
class ApprovalHandOver:
    """Who acts for whom, until when."""

    giver_name: str = named("Whose seat it is.")
    taker_name: str = named("Who may act in it.")
    until: datetime = named("When it ends.")


@strawberry.type(description="A colleague who could take a seat of an approval.")
class Colleague:
    """Whom a signer may choose."""

    id: str = named("Id, stf_….")
    name: str = named("Name.")
    role_name: str = named("Roles in the request's language.")
    unit_name: str = named("Org unit in the request's language.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "Colleague":
        """Translate."""
        roles = " / ".join(text(f"identity.role.{role}", locale) for role in row["roles"])
        unit = chosen_name(row, "unit", locale)
        return cls(id=text_id(STAFF, row["id"]), name=row["name"], role_name=roles, unit_name=unit)


@strawberry.type(description="Something put before signers, bound to its content's hash.")
class Approval:
    """An approval in lists and in detail."""

    id: str = named("Id, apv_….")
    subject_kind: str = named("Noun of the owning room, as activities.revision.")
    subject: strawberry.ID = named("Id of the subject, a plain UUID.")
    title: str = named("One line.")
    route: str = named("Key of the route.")
    route_name: str = named("The route in the request's language.")
    state: str = named("pending, approved, returned or withdrawn.")
    step: int = named("The step it stands at, from 1.")
    step_count: int = named("How many steps the route has.")
    content_hash: str = named("Hash of exactly what is proposed; signing sends it back.")
    maker_name: str = named("Who proposed.")
    unit_name: str = named("Org unit in the request's language.")
    created_at: datetime = named("When proposed.")
    decided_at: datetime | None = named("When decided or withdrawn.")
    mine: bool = named("Whether it waits for me.")
    row: strawberry.Private[Row]

    @strawberry.field(description="What an approver must know first; null in lists.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def summary(self) -> JsonDocument | None:
        """Show what the owning room stored."""
        return self.row.get("summary")

    @strawberry.field(description="What changes against the last approved content; null in lists.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def difference(self) -> JsonDocument | None:
        """Show what the owning room stored."""
        return self.row.get("difference")

    @strawberry.field(description="The steps of its route.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def steps(self, info: Info) -> list[ApprovalStep]:
        """Read the frozen copy of the route."""
        async with info.context.work.read() as read:
            rows = await reads.approval_steps(read, parse_id(APPROVAL, self.id))
        return [ApprovalStep.of(row, self.row, info.context.locale) for row in rows]

    @strawberry.field(description="Every signature, annulled ones too.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def signatures(self, info: Info) -> list[ApprovalSignature]:
        """Read who has signed."""
        async with info.context.work.read() as read:
            rows = await reads.approval_signatures(read, parse_id(APPROVAL, self.id))
        return [ApprovalSignature.of(row) for row in rows]

    @strawberry.field(description="Seats handed over, those in force.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def hand_overs(self, info: Info) -> list[ApprovalHandOver]:
        """Read who acts for whom."""
        async with info.context.work.read() as read:
            rows = await reads.approval_hand_overs(read, parse_id(APPROVAL, self.id))
        return [ApprovalHandOver(**row) for row in rows]

    @strawberry.field(description="Whom I may hand over to or ask to sign too; empty unless it waits for me.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def colleagues(self, info: Info) -> list[Colleague]:
        """Read who could take a seat."""
        if not self.mine:
            return []
        me = info.context.who().id
        async with info.context.work.read() as read:
            rows = await reads.approval_colleagues(read, parse_id(APPROVAL, self.id), me)
        return [Colleague.of(row, info.context.locale) for row in rows]

    @classmethod
    def of(cls, row: Row, locale: str) -> "Approval":
        """Translate."""
        return cls(
            id=text_id(APPROVAL, row["id"]),
            subject_kind=row["subject_kind"],
            subject=strawberry.ID(str(row["subject"])),
            title=row["title"],
            route=row["route"],
            route_name=chosen_name(row, "route", locale),
            state=row["state"],
            step=row["step"],
            step_count=row["steps"],
            content_hash=row["content_hash"],
            maker_name=row["maker_name"],
            unit_name=chosen_name(row, "unit", locale),
            created_at=row["proposed_at"],
            decided_at=row["decided_at"],
            mine=row["mine"],
            row=row,
        )


@strawberry.type(description="Who did what to which subject.")
class AuditRow:
    """One row of the audit."""

    id: str = named("Running number.")
    at: datetime = named("When.")
    actor_kind: str = named("staff, client, app or system.")
    actor_name: str = named("Who.")
    action: str = named("What, as identity.staff_enrolled.")
    subject: str = named("To which subject.")
    facts: JsonDocument = named("The particulars.")
    hash: str | None = named("Its place in the chain; null until chained.")

    @classmethod
    def of(cls, row: Row) -> "AuditRow":
        """Translate."""
        shown = ("at", "actor_kind", "actor_name", "action", "subject", "facts", "hash")
        return cls(id=str(row["id"]), **{name: row[name] for name in shown})


@strawberry.type(description="A delivery that failed too often and waits for people.")
class DeadDelivery:
    """One dead delivery."""

    id: str = named("Id, dlv_….")
    topic: str = named("What was told.")
    handler: str = named("Who could not act on it.")
    attempts: int = named("How often it was tried.")
    error: str = named("The last error.")
    state: str = named("dead.")
    at: datetime = named("When the event was told.")

    @classmethod
    def of(cls, row: Row) -> "DeadDelivery":
        """Translate."""
        shown = ("topic", "handler", "attempts", "error", "state")
        return cls(id=text_id(DELIVERY, row["id"]), at=row["event_at"], **{name: row[name] for name in shown})
