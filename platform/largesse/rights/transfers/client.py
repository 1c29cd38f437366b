"""Giving to others on the client face: whom, what is offered, what became of it."""

from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.audience.clients.reads import names_of
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings
from largesse.rights.entitlements.client import MyRight
from largesse.rights.entitlements.entitlement import CLIENT, RIGHT
from largesse.rights.transfers.answer import (
    TransferEnded,
    accept_transfer,
    decline_transfer,
    take_back_transfer,
)
from largesse.rights.transfers.beneficiary import BeneficiarySet, set_beneficiary
from largesse.rights.transfers.offer import PURPOSE, RightOffered, offer_right
from largesse.rights.transfers.reads import (
    FamilyMember,
    TransferRow,
    family_of,
    transfer_by_code,
    transfers_of,
)
from largesse.rights.transfers.secret import code_of
from largesse.rights.transfers.transfer import TRANSFER


def link_of(transfer: RightOffered | TransferRow) -> str:
    """Give the link that opens an offer; empty where it is to somebody named."""
    if not transfer.by_link:
        return ""
    ident = transfer.transfer if isinstance(transfer, RightOffered) else transfer.id
    return f"{settings().base_url}/my?gift={code_of(ident, PURPOSE)}"


@strawberry.type(description="A right that I offer, or that is offered to me.")
class MyTransfer:
    """One offer as one side sees it."""

    id: str = named("Id, trf_….")
    right: str = named("Id of the right, ent_….")
    title: str = named("What it is.")
    incoming: bool = named("Whether it is offered to me.")
    other_name: str = named("The other side's masked name; empty where nobody has taken it up.")
    words: str = named("What was said with it.")
    state: str = named("offered, accepted, declined, withdrawn or lapsed.")
    state_name: str = named("The state in the request's language.")
    link: str = named("The link to be sent on, where I offer it by one and it is open; else empty.")
    offered_at: datetime = named("Since when.")
    expires_at: datetime = named("Until when it can be accepted.")
    valid_to: datetime = named("Until when the right can be used.")

    @classmethod
    def of(cls, row: TransferRow, mine: bool, locale: str) -> Self:  # noqa: FBT001 - which side looks
        return cls(
            id=text_id(TRANSFER, row.id),
            right=text_id(RIGHT, row.entitlement),
            title=said(row.title, locale),
            incoming=not mine,
            other_name=row.receiver_name if mine else row.giver_name,
            words=row.words,
            state=row.state,
            state_name=text(f"rights.transfer.{row.state}", locale),
            link=link_of(row) if mine and row.state == "offered" else "",
            offered_at=row.offered_at,
            expires_at=row.expires_at,
            valid_to=row.valid_to,
        )


@strawberry.type(name="FamilyMember", description="Somebody of my household.")
class FamilyMemberType:
    """One member."""

    id: str = named("Id, cli_….")
    masked_name: str = named("The name, masked.")

    @classmethod
    def of(cls, member: FamilyMember) -> Self:
        return cls(id=text_id(CLIENT, member.id), masked_name=member.masked_name)


@strawberry.type(description="A right was offered.")
class RightOfferedType:
    """The offer."""

    id: str = named("Id, trf_….")
    link: str = named("The link to be sent on; empty where it is to somebody named.")

    @classmethod
    def of(cls, offered: RightOffered) -> Self:
        return cls(id=text_id(TRANSFER, offered.transfer), link=link_of(offered))


@strawberry.type(description="An offer ended.")
class TransferEndedType:
    """How it ended."""

    id: str = named("Id, trf_….")
    right: str = named("Id of the right, ent_….")
    state: str = named("accepted, declined or withdrawn.")

    @classmethod
    def of(cls, ended: TransferEnded) -> Self:
        return cls(
            id=text_id(TRANSFER, ended.transfer), right=text_id(RIGHT, ended.entitlement), state=ended.state
        )


@strawberry.type(description="It was said whom a right is for.")
class BeneficiarySetType:
    """Whom it is for."""

    id: str = named("Id of the right, ent_….")
    beneficiary: str = named("Id of the client whom it is for, cli_….")

    @classmethod
    def of(cls, answer: BeneficiarySet) -> Self:
        return cls(id=text_id(RIGHT, answer.entitlement), beneficiary=text_id(CLIENT, answer.beneficiary))


@extends(MyRight)
@strawberry.type
class BeneficiaryOfRight:
    """Whom a right is for; ``self`` is the right when the face is assembled."""

    @strawberry.field(description="Whom it is for, cli_…: its holder, or one of his household.")
    def for_whom(self) -> str:
        """Name the client."""
        return text_id(CLIENT, cast("MyRight", self).row.beneficiary)

    @strawberry.field(description="Whom it is for, masked.")
    async def for_whom_name(self, info: Info) -> str:
        """Read the name."""
        who = cast("MyRight", self).row.beneficiary
        async with info.context.work.read() as read:
            return (await names_of(read, [who])).get(who, "")


@strawberry.type
class TransferQuery:
    """A client's own offers."""

    @strawberry.field(description="What I offer and what is offered to me, open ones first, at most 100.")
    async def my_transfers(self, info: Info) -> list[MyTransfer]:
        """List one's own offers."""
        actor = info.context.who()
        actor.must("rights.own")
        async with info.context.work.read() as read:
            rows = await transfers_of(read, actor.id)
        return [MyTransfer.of(row, row.giver == actor.id, info.context.locale) for row in rows]

    @strawberry.field(description="The offer that a link's code opens; null where it opens none.")
    async def transfer_by_code(self, info: Info, code: str) -> MyTransfer | None:
        """Show what a link offers."""
        actor = info.context.who()
        actor.must("rights.own")
        async with info.context.work.read() as read:
            row = await transfer_by_code(read, code)
        return MyTransfer.of(row, row.giver == actor.id, info.context.locale) if row else None

    @strawberry.field(description="The others of my household to whom something can be given.")
    async def my_family(self, info: Info) -> list[FamilyMemberType]:
        """List one's household."""
        actor = info.context.who()
        actor.must("rights.own")
        async with info.context.work.read() as read:
            members = await family_of(read, actor.id)
        return [FamilyMemberType.of(one) for one in members]


@strawberry.type
class TransferMutation:
    """What a client gives and takes."""

    offer_right = mutation(
        offer_right,
        "Offer a right of mine to a member of my household, or by a link.",
        shows=RightOfferedType.of,
    )
    accept_transfer = mutation(accept_transfer, "Take what is offered to me.", shows=TransferEndedType.of)
    decline_transfer = mutation(
        decline_transfer, "Leave what is offered to its giver.", shows=TransferEndedType.of
    )
    take_back_transfer = mutation(
        take_back_transfer, "Take back what nobody has accepted.", shows=TransferEndedType.of
    )
    set_beneficiary = mutation(
        set_beneficiary, "Say whom of my household a right of mine is for.", shows=BeneficiarySetType.of
    )
