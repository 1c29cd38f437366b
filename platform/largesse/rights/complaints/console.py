"""Complaints on the console face: read and answered."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.actor import Actor
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.rights.complaints import complain
from largesse.rights.complaints.reads import ComplaintRow, Turn, complaints_page
from largesse.rights.complaints.records import COMPLAINT
from largesse.rights.entitlements.entitlement import RIGHT


def complaint_actions(actor: Actor, row: ComplaintRow) -> list[str]:
    """Name what one may do with a complaint now: answer."""
    may = actor.may("rights.answer_complaint") and actor.reaches(row.org_unit) and row.state != "closed"
    return ["answer"] if may else []


@strawberry.type(description="What was said once in a complaint.")
class ComplaintTurn:
    """One turn."""

    by_staff: bool = named("Whether staff answered; false: the client said it.")
    words: str = named("What was said.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, turn: Turn) -> Self:
        return cls(by_staff=turn.by_staff, words=turn.words, at=turn.at)


@strawberry.type(description="A client's complaint of a right.")
class Complaint:
    """One complaint."""

    id: str = named("Id, cmp_….")
    entitlement: str = named("Id of the right, ent_….")
    sku_name: str = named("What the right is.")
    provider_name: str = named("Whose service it is.")
    about: str = named("not_served, late, quality, charge or other.")
    about_name: str = named("The same in the request's language.")
    words: str = named("What the client says, last.")
    state: str = named("open, answered or closed.")
    at: datetime = named("When.")
    due_at: datetime = named("Until when it must be answered.")
    answer: str = named("The last answer; empty while there is none.")
    answered_at: datetime | None = named("When it was answered.")
    reopened: int = named("How often the client took it up again.")
    turns: list[ComplaintTurn] = named("All that was said, in order.")
    row: strawberry.Private[ComplaintRow]

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return complaint_actions(info.context.who(), self.row)

    @classmethod
    def of(cls, row: ComplaintRow, locale: str) -> Self:
        return cls(
            id=text_id(COMPLAINT, row.id),
            entitlement=text_id(RIGHT, row.entitlement),
            sku_name=said(row.sku_title, locale),
            provider_name=said(row.provider_name, locale),
            about=row.about,
            about_name=text(f"rights.complaint.about.{row.about}", locale),
            words=row.words,
            state=row.state,
            at=row.at,
            due_at=row.due_at,
            answer=row.answer,
            answered_at=row.answered_at,
            reopened=row.reopened,
            turns=[ComplaintTurn.of(one) for one in row.turns],
            row=row,
        )


@strawberry.type(description="A complaint was answered.")
class ComplaintAnswered:
    """Answer of an answer."""

    id: str = named("Id, cmp_….")
    state: str = named("answered.")

    @classmethod
    def of(cls, told: complain.ComplaintTold) -> Self:
        return cls(id=text_id(COMPLAINT, told.complaint), state=told.state)


@strawberry.type
class ComplaintQuery:
    """Queries of complaints."""

    complaints: Connection[Complaint] = list_by_state(
        "complaints",
        "rights.view",
        complaints_page,
        Complaint.of,
        "Complaints within reach, newest first. search: what the right is, words. sort: at, dueAt.",
    )


@strawberry.type
class ComplaintMutation:
    """What staff do with a complaint."""

    answer_complaint = mutation(
        complain.answer_complaint, "Answer a complaint; the client reads it.", shows=ComplaintAnswered.of
    )
