"""The audit on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.scalars import JsonDocument, named
from largesse.identity.audit.reads import AuditedRow, audit_page


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
    def of(cls, row: AuditedRow, _locale: str) -> Self:
        return cls(
            id=str(row.id),
            at=row.at,
            actor_kind=row.actor_kind,
            actor_name=row.actor_name,
            action=row.action,
            subject=row.subject,
            facts=JsonDocument(row.facts),
            hash=row.hash,
        )


@strawberry.type
class AuditQuery:
    """Queries of the audit."""

    audit_rows: Connection[AuditRow] = list_field(
        Listing("audit", "identity.read_audit", audit_page, AuditRow.of),
        "Audit rows within reach, newest first. sort: at, action, actorName.",
    )
