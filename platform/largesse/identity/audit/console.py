"""The audit on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.scalars import JsonDocument, named
from largesse.identity.audit.reads import AuditedRow, audit_page
from largesse.kernel.copy import said


@strawberry.type(description="What one of a row's ids is called.")
class AuditName:
    """A name."""

    id: str = named("The id, as the row writes it.")
    name: str = named("What it is called; of a client the masked name.")


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
    names: list[AuditName] = named("What the ids in its subject and its particulars are called, where known.")
    hash: str | None = named("Its place in the chain; null until chained.")

    @classmethod
    def of(cls, row: AuditedRow, locale: str) -> Self:
        return cls(
            id=str(row.id),
            at=row.at,
            actor_kind=row.actor_kind,
            actor_name=row.actor_name,
            action=row.action,
            subject=row.subject,
            facts=JsonDocument(row.facts),
            names=[AuditName(id=str(one), name=said(name, locale)) for one, name in row.names.items()],
            hash=row.hash,
        )


@strawberry.type
class AuditQuery:
    """Queries of the audit."""

    audit_rows: Connection[AuditRow] = list_field(
        Listing("audit", "identity.read_audit", audit_page, AuditRow.of),
        "Audit rows within reach, newest first. sort: at, action, actorName.",
    )
