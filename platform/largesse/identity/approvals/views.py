"""What the console shows of approvals: the route, who signed, who may."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument, named
from largesse.faces.together import together
from largesse.identity.approvals import reads
from largesse.identity.approvals.actions import actions
from largesse.identity.approvals.reads import (
    ApprovalRow,
    HandOverRow,
    SignatureRow,
    StepRow,
)
from largesse.identity.approvals.records import APPROVAL
from largesse.identity.approvals.subject import NOTHING, SUBJECTS, against_approval
from largesse.identity.names import Name
from largesse.kernel.copy import in_locale, text
from largesse.kernel.ids import text_id


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
    lacks_people: bool = named("Whether fewer can sign it than must, so that it waits until a role is given.")

    @classmethod
    def of(cls, row: StepRow, approval: ApprovalRow, locale: str) -> Self:
        past = row.seq < approval.step or approval.state == "approved"
        now = row.seq == approval.step and approval.state == "pending"
        return cls(
            number=row.seq,
            name=in_locale(row.name_zh, row.name_en, locale),
            role=",".join(row.roles),
            role_name=_role_names(row.roles, locale),
            named_signers=list(row.named),
            need=row.need,
            opinion_required=row.opinion_required,
            state="done" if past else "current" if now else "waiting",
            deadline_at=row.due_at,
            lacks_people=row.lacks_people and approval.state == "pending" and not past,
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
    def of(cls, row: SignatureRow) -> Self:
        return cls(
            step=row.step,
            name=row.person_name,
            hand_name=row.hand_name,
            decision=row.decision,
            opinion=row.opinion,
            return_to=row.return_to,
            annulled=row.annulled,
            at=row.at,
        )


@strawberry.type(description="A seat that was handed over, in force until a date.")
class ApprovalHandOver:
    """Who acts for whom, until when."""

    giver_name: str = named("Whose seat it is.")
    taker_name: str = named("Who may act in it.")
    until: datetime = named("When it ends.")

    @classmethod
    def of(cls, row: HandOverRow) -> Self:
        return cls(giver_name=row.giver_name, taker_name=row.taker_name, until=row.until)


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
    made: bool = named("Whether I proposed it.")
    row: strawberry.Private[ApprovalRow]

    @strawberry.field(description="What the reader may do with it now.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def actions(self, info: Info) -> list[str]:
        """Name the acts; what stands against approval is read where it waits for the reader."""
        row, house = self.row, info.context.work.house
        subject = next((one for one in house.all(SUBJECTS) if one.kind == row.subject_kind), None)
        key = (row.subject_kind, row.subject)
        against = await together(info, key, against_approval) if row.mine else None
        return [*actions(info.context.who(), row, subject, against or NOTHING)]

    @strawberry.field(description="What an approver must know first; null in lists.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def summary(self) -> JsonDocument | None:
        """Show what the owning room stored."""
        return None if self.row.summary is None else JsonDocument(self.row.summary)

    @strawberry.field(description="What changes against the last approved content; null in lists.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def difference(self) -> JsonDocument | None:
        """Show what the owning room stored."""
        return None if self.row.difference is None else JsonDocument(self.row.difference)

    @strawberry.field(description="The steps of its route.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def steps(self, info: Info) -> list[ApprovalStep]:
        """Read the frozen copy of the route."""
        rows = await together(info, self.row.id, reads.approval_steps)
        return [ApprovalStep.of(row, self.row, info.context.locale) for row in rows or ()]

    @strawberry.field(description="Every signature, annulled ones too.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def signatures(self, info: Info) -> list[ApprovalSignature]:
        """Read who has signed."""
        rows = await together(info, self.row.id, reads.approval_signatures)
        return [ApprovalSignature.of(row) for row in rows or ()]

    @strawberry.field(description="Seats handed over, those in force.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def hand_overs(self, info: Info) -> list[ApprovalHandOver]:
        """Read who acts for whom."""
        rows = await together(info, self.row.id, reads.approval_hand_overs)
        return [ApprovalHandOver.of(row) for row in rows or ()]

    @classmethod
    def of(cls, row: ApprovalRow, locale: str) -> Self:
        return cls(
            id=text_id(APPROVAL, row.id),
            subject_kind=row.subject_kind,
            subject=strawberry.ID(str(row.subject)),
            title=headline(row.title, row.called or {}, locale),
            route=row.route,
            route_name=in_locale(row.route_zh, row.route_en, locale),
            state=row.state,
            step=row.step,
            step_count=row.steps,
            content_hash=row.content_hash,
            maker_name=row.maker_name,
            unit_name=in_locale(row.unit_zh, row.unit_en, locale),
            created_at=row.proposed_at,
            decided_at=row.decided_at,
            mine=row.mine,
            made=row.made,
            row=row,
        )


def headline(title: str, called: Name, locale: str) -> str:
    """Give the inbox's line in the request's language.

    Args:
        title: the line as it was put before the signers, in Chinese.
        called: what the subject is called now; what it was not called then is left out.
        locale: the reader's.
    """
    chinese, other = called.get("zh-CN"), called.get(locale)
    if not (chinese and other and f"{title} · ".startswith(f"{chinese} · ")):
        return title
    return other + title.removeprefix(chinese)


def _role_names(roles: tuple[str, ...], locale: str) -> str:
    return " / ".join(text(f"identity.role.{role}", locale) for role in roles)
