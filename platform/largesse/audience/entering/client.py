"""Clients on their own face: who am I, come in by a code, in the demo by a picker."""

from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

import strawberry

from largesse.audience.clients import reads
from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.reads import ClientRow, TierRow
from largesse.audience.clients.records import CLIENT
from largesse.audience.entering import code, enter
from largesse.faces.context import Context, Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.identity.sessions.sessions import COOKIES, LIFE, actor_of
from largesse.kernel.ask import AskWithoutReceipt
from largesse.kernel.copy import in_locale
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings


@strawberry.type(description="The client's adviser, as a card.")
class AdviserCard:
    """Whom to ask."""

    name: str = named("Name.")
    phone: str = named("Office number; empty when there is none.")
    unit_name: str = named("Org unit in the request's language.")

    @classmethod
    def of(cls, row: ClientRow, locale: str) -> Self:
        return cls(
            name=in_locale(row.adviser_name, row.adviser_name_en, locale),
            phone=row.adviser_phone,
            unit_name=in_locale(row.unit_zh, row.unit_en, locale),
        )


@strawberry.type(description="The client's tier and the next one.")
class ClientTier:
    """Where one stands."""

    code: str = named("Code, as gold.")
    rank: int = named("The higher the better.")
    name: str = named("Name in the request's language.")
    next_name: str | None = named("The next tier; null at the top.")

    @classmethod
    def of(cls, row: ClientRow, tiers: list[TierRow], locale: str) -> Self:
        above = next((tier for tier in tiers if tier.rank > row.tier_rank), None)
        return cls(
            code=row.tier,
            rank=row.tier_rank,
            name=in_locale(row.tier_zh, row.tier_en, locale),
            next_name=in_locale(above.name_zh, above.name_en, locale) if above else None,
        )


@strawberry.type(description="The one whose session this is.")
class ClientMe:
    """Name masked: the page may be seen over a shoulder."""

    id: str = named("Id, cli_….")
    masked_name: str = named("王**.")
    masked_mobile: str = named("138****1234; empty without one.")
    tier: ClientTier = named("Tier.")
    adviser: AdviserCard | None = named("Adviser; null without one.")

    @classmethod
    def of(cls, row: ClientRow, tiers: list[TierRow], locale: str) -> Self:
        return cls(
            id=text_id(CLIENT, row.id),
            masked_name=mask_name(row.name),
            masked_mobile=row.mobile_hint,
            tier=ClientTier.of(row, tiers, locale),
            adviser=AdviserCard.of(row, locale) if row.adviser else None,
        )


@strawberry.type(description="A client that the demo lets one enter as.")
class DemoClient:
    """One line of the picker."""

    id: str = named("Id, cli_….")
    name: str = named("Name, in clear: it is invented.")
    tier_name: str = named("Tier in the request's language.")
    unit_name: str = named("Org unit in the request's language.")
    mobile: str = named("Masked mobile.")

    @classmethod
    def of(cls, row: ClientRow, locale: str) -> Self:
        return cls(
            id=text_id(CLIENT, row.id),
            name=row.name,
            tier_name=in_locale(row.tier_zh, row.tier_en, locale),
            unit_name=in_locale(row.unit_zh, row.unit_en, locale),
            mobile=row.mobile_hint,
        )


@strawberry.type(description="A code is on its way, if the number is known here.")
class CodeRequested:
    """Answer of a request."""

    again_in_s: int = named("Seconds until another may be asked for.")
    lives_s: int = named("Seconds the code lives.")


@strawberry.type(description="Recognised; the cookie is set.")
class Entered:
    """Answer of coming in."""

    me: ClientMe = named("Who one is.")


@strawberry.type(description="Left; the cookie is gone.")
class Left:
    """Answer of leaving."""

    at_door: bool = named("True.")


@dataclass(frozen=True)
class Leave(AskWithoutReceipt):
    """Nothing but the session itself."""


async def request_code(ask: code.RequestCode, info: Info) -> CodeRequested:
    """Send a code, in the page's language; the answer is the same for every number."""
    context = info.context
    wanted = replace(ask, address=context.address, locale=context.locale)
    sent = await code.request_code(wanted, work=context.work)
    return CodeRequested(again_in_s=sent.again_s, lives_s=sent.life_s)


async def confirm_code(ask: code.ConfirmCode, info: Info) -> Entered:
    """Come in by a code, and set the cookie."""
    context = info.context
    token = await code.confirm_code(replace(ask, address=context.address), work=context.work)
    return await _entered(context, token)


async def enter_as_demo_client(ask: enter.EnterAsDemoClient, info: Info) -> Entered:
    """Come in as a client of the demo, and set the cookie."""
    token = await enter.enter_as_demo_client(ask, work=info.context.work)
    return await _entered(info.context, token)


async def leave(ask: Leave, info: Info) -> Left:  # noqa: ARG001 - mutation() reads its type
    """End the session, and take the cookie away even where none lives."""
    await enter.leave(info.context.request.cookies.get(COOKIES["client"], ""), work=info.context.work)
    info.context.cookies_out.append((COOKIES["client"], "", 0))
    return Left(at_door=True)


@strawberry.type
class EnteringQuery:
    """Queries of who came in, and as whom one may."""

    @strawberry.field(description="Who is recognised; null: nobody.")
    async def me(self, info: Info) -> ClientMe | None:
        """Show the session's owner."""
        actor = info.context.actor
        return await _me(info.context, actor.id) if actor and actor.kind == "client" else None

    @strawberry.field(description="Clients to enter as; empty outside the demo.")
    async def demo_clients(self, info: Info) -> list[DemoClient]:
        """List the picker."""
        if not settings().demo:
            return []
        async with info.context.work.read() as read:
            rows = await reads.demo_rows(read)
        return [DemoClient.of(row, info.context.locale) for row in rows]


@strawberry.type
class EnteringMutation:
    """The ways in and out."""

    request_code = mutation(
        request_code, "Send a code to a mobile number; the answer is the same for every number."
    )
    confirm_code = mutation(
        confirm_code, "Come in with number and code; sets the cookie.", result="EnterResult"
    )
    enter_as_demo_client = mutation(
        enter_as_demo_client, "Enter as a client of the demo; refused elsewhere.", result="EnterResult"
    )
    leave = mutation(leave, "Leave; the session ends and the cookie goes.")


async def _entered(context: Context, token: str) -> Entered:
    actor = await actor_of(context.work, token)
    me = await _me(context, actor.id) if actor else None
    if me is None:
        raise enter.ContactAdviser
    context.cookies_out.append((COOKIES["client"], token, int(LIFE["client"].total_seconds())))
    return Entered(me=me)


async def _me(context: Context, client: UUID) -> ClientMe | None:
    async with context.work.read() as read:
        row = await reads.client_row(read, client)
        tiers = await reads.tier_rows(read)
    return ClientMe.of(row, tiers, context.locale) if row else None
