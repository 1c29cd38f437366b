"""Files of rights from elsewhere on the console face; they come by upload."""

from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import MoneyType, money, named
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.code_lots.preview import why_in_words
from largesse.rights.elsewhere import decide, reads
from largesse.rights.elsewhere.records import ELSEWHERE
from largesse.rights.row_files.console import ReadInSets
from largesse.rights.trail.console import Trail


@strawberry.type(description="A file of rights that another system granted.")
class ElsewhereFile(ReadInSets):
    """One file."""

    rows = reads.ROWS
    row: strawberry.Private[reads.ElsewhereRow]
    id: str = named("Id, ewf_….")
    system: str = named("Short name of the system that granted them.")
    budget_name: str = named("The budget that its batches stand in.")
    file_name: str = named("The file.")
    state: str = named("pending, waiting, reading, done, refused, cancelled, returned or withdrawn.")
    under_way: bool = named("Whether it is being given.")
    why: str = named("Why the whole file was refused, in words.")
    total_count: int = named("Lines in the file.")
    good_count: int = named("Lines that could be given when it came.")
    read_count: int = named("Lines looked at so far.")
    given_count: int = named("Rights given.")
    bad_count: int = named("Lines that gave nothing.")
    cost: MoneyType = named("What the file says its rights cost the budget.")
    approval: str = named("Id of its approval, apv_….")
    by_name: str = named("Who brought it.")
    asked_at: datetime = named("When.")

    @classmethod
    def of(cls, row: reads.ElsewhereRow, locale: str) -> Self:
        return cls(
            file=row.id,
            row=row,
            id=text_id(ELSEWHERE, row.id),
            system=row.system,
            budget_name=said(row.budget_title, locale),
            file_name=row.file_name,
            state=row.state,
            under_way=row.state in decide.UNDER_WAY,
            why=why_in_words(row.why, locale) if row.why else "",
            total_count=row.total_count,
            good_count=row.good_count,
            read_count=row.read_count,
            given_count=row.given_count,
            bad_count=row.bad_count,
            cost=money(row.cost_minor, row.currency),
            approval=text_id(APPROVAL, row.approval),
            by_name=row.by_name,
            asked_at=row.asked_at,
        )

    @strawberry.field(description="What the reader may do with it now: cancel, withdraw.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        actor, row = info.context.who(), self.row
        if not (actor.may("rights.import_rights") and actor.reaches(row.org_unit)):
            return []
        if row.state in decide.UNDER_WAY:
            return ["cancel"]
        return ["withdraw"] if row.state == "pending" and row.by_staff == actor.id else []


@strawberry.type(description="Where a right comes from that another system granted.")
class RightOrigin:
    """Its system and reference."""

    file: str = named("Id of the file, ewf_….")
    file_name: str = named("The file.")
    system: str = named("Short name of the system.")
    reference: str = named("That system's own number of the right.")
    face: MoneyType | None = named("Face value as the file says; null: it says none.")

    @classmethod
    def of(cls, origin: reads.Origin) -> Self:
        face = money(origin.face_minor, origin.currency) if origin.face_minor is not None else None
        return cls(
            file=text_id(ELSEWHERE, origin.file),
            file_name=origin.file_name,
            system=origin.system,
            reference=origin.reference,
            face=face,
        )


@extends(Trail)
@strawberry.type
class OriginOfTrail:
    """What an import adds to a right's trail; ``self`` is the trail when the face is assembled."""

    @strawberry.field(description="Where it was granted; null: here.")
    async def origin(self, info: Info) -> RightOrigin | None:
        """Read its origin."""
        async with info.context.work.read() as read:
            found = await reads.origin_of(read, cast("Trail", self).entitlement_id)
        return RightOrigin.of(found) if found else None


@strawberry.type(name="GrantsStanding", description="A file of rights as it stands now.")
class GrantsStandingType:
    """Where it stands."""

    id: str = named("Id, ewf_….")
    state: str = named("Its state.")
    given: int = named("Rights given.")
    left: int = named("Lines that nobody looked at.")

    @classmethod
    def of(cls, standing: decide.GrantsStanding) -> Self:
        return cls(
            id=text_id(ELSEWHERE, standing.file),
            state=standing.state,
            given=standing.given,
            left=standing.left,
        )


@strawberry.type
class ElsewhereQuery:
    """Files of rights from elsewhere."""

    elsewhere_files: Connection[ElsewhereFile] = list_field(
        Listing("elsewhere-files", "rights.view", reads.elsewhere_page, ElsewhereFile.of),
        "Files of rights from elsewhere within reach, newest first. sort: askedAt, fileName.",
    )

    @strawberry.field(description="One file and how far it is; null when missing or out of reach.")
    @missing_as_null
    async def elsewhere_file(self, info: Info, id: str) -> ElsewhereFile | None:  # noqa: A002 - the face's name
        """Show a file's progress."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.elsewhere_of(read, actor, parse_id(ELSEWHERE, id))
        return ElsewhereFile.of(row, info.context.locale) if row else None


@strawberry.type
class ElsewhereMutation:
    """What moves files of rights from elsewhere."""

    approve_grants = mutation(
        decide.approve_grants,
        "Sign a file of rights; with the last signature it is given in the background.",
        shows=GrantsStandingType.of,
    )
    return_grants = mutation(
        decide.return_grants, "Send a file of rights back; nothing is given.", shows=GrantsStandingType.of
    )
    withdraw_grants = mutation(
        decide.withdraw_grants,
        "Take one's own file of rights back before it is signed.",
        shows=GrantsStandingType.of,
    )
    cancel_grants = mutation(
        decide.cancel_grants,
        "Stop a file that is being given; what was given stays.",
        shows=GrantsStandingType.of,
    )
