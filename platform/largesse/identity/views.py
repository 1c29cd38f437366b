"""What the console shows of staff, their day, audit and outbox: GraphQL types made from rows."""

from datetime import datetime
from typing import Any

import strawberry

from largesse.faces.scalars import JsonDocument, named
from largesse.kernel.actor import Actor
from largesse.kernel.copy import chosen_name, text
from largesse.kernel.ids import maybe_id, text_id
from largesse.kernel.settings import settings

Row = dict[str, Any]
STAFF, UNIT, DELIVERY = "stf", "unt", "dlv"


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
        parent = maybe_id(UNIT, row["parent"])
        name = chosen_name(row, "name", locale)
        return cls(
            id=text_id(UNIT, row["id"]), code=row["code"], level=row["level"], name=name, parent=parent
        )


@strawberry.type(description="A role that staff can hold.")
class Role:
    """One role."""

    key: str = named("Its key.")
    name: str = named("Its name in the request's language.")

    @classmethod
    def of(cls, key: str, locale: str) -> "Role":
        """Translate."""
        return cls(key=key, name=text(f"identity.role.{key}", locale))


@strawberry.type(description="A member of staff.")
class StaffMember:
    """One of staff, as administrators see them."""

    id: str = named("Id, stf_….")
    number: str = named("Staff number.")
    name: str = named("Name.")
    name_en: str = named("Name in Latin letters.")
    email: str = named("E-mail, one of the two log-in names.")
    roles: list[str] = named("Role keys.")
    role_names: list[str] = named("Roles in the request's language.")
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
            role_names=[Role.of(role, locale).name for role in row["roles"]],
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
    zone: str = named("The institution's IANA time zone; days and times of the console are counted in it.")

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
            role_names=member.role_names,
            operations=sorted(actor.operations),
            unit=member.unit,
            must_change_password=member.must_change_password,
            zone=settings().zone,
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
    def of(cls, row: Row, locale: str) -> "DeadDelivery":
        """Translate; a fault is told in its own words, a worker that stopped in ours."""
        stopped = text("kernel.worker_stopped", locale, {"times": row["stops"]}) if row["stops"] else None
        return cls(
            id=text_id(DELIVERY, row["id"]),
            topic=row["topic"],
            handler=row["handler"],
            attempts=row["attempts"],
            error=stopped or row["error"],
            state=row["state"],
            at=row["event_at"],
        )
