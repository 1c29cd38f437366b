"""Clients on their own face: who am I, come in by a code, in the demo by a picker."""

from typing import Annotated
from uuid import UUID

import strawberry

from largesse.audience.clients import reads
from largesse.audience.clients.masking import mask_name
from largesse.audience.entering import code, enter
from largesse.audience.views import CLIENT
from largesse.faces.context import Context, Info
from largesse.faces.refusals import RefusalType, refusals_as_data
from largesse.faces.scalars import named
from largesse.identity.sessions.sessions import COOKIES, LIFE, actor_of
from largesse.kernel.copy import chosen_name
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.settings import settings


@strawberry.type(description="The client's adviser, as a card.")
class AdviserCard:
    """Whom to ask."""

    name: str = named("Name.")
    phone: str = named("Office number; empty when there is none.")
    unit_name: str = named("Org unit in the request's language.")


@strawberry.type(description="The client's tier and the next one.")
class ClientTier:
    """Where one stands."""

    code: str = named("Code, as gold.")
    rank: int = named("The higher the better.")
    name: str = named("Name in the request's language.")
    next_name: str | None = named("The next tier; null at the top.")


@strawberry.type(description="The one whose session this is.")
class ClientMe:
    """Name masked: the page may be seen over a shoulder."""

    id: str = named("Id, cli_….")
    masked_name: str = named("王**.")
    masked_mobile: str = named("138****1234; empty without one.")
    tier: ClientTier = named("Tier.")
    adviser: AdviserCard | None = named("Adviser; null without one.")


@strawberry.type(description="A client that the demo lets one enter as.")
class DemoClient:
    """One line of the picker."""

    id: str = named("Id, cli_….")
    name: str = named("Name, in clear: it is invented.")
    tier_name: str = named("Tier in the request's language.")
    unit_name: str = named("Org unit in the request's language.")
    mobile: str = named("Masked mobile.")


@strawberry.input(description="Ask for a code by message.")
class RequestCodeAsk:
    """To which number."""

    key: str = strawberry.field(default="", description="Not needed: codes are throttled.")
    mobile: str = named("Mobile number.")


@strawberry.input(description="Come in with the code.")
class ConfirmCodeAsk:
    """Number and code."""

    key: str = strawberry.field(default="", description="Not needed: a code works once.")
    mobile: str = named("Mobile number.")
    code: str = named("Six digits.")


@strawberry.input(description="Enter as a client of the demo.")
class EnterAsDemoClientAsk:
    """As whom."""

    key: str = strawberry.field(default="", description="Not needed.")
    client: str = named("Client, cli_….")


@strawberry.input(description="Leave.")
class LeaveAsk:
    """Nothing but the session itself."""

    key: str = strawberry.field(default="", description="Not needed.")


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


RequestCodeResult = Annotated[
    CodeRequested | RefusalType, strawberry.union("RequestCodeResult", description="Sent or a refusal.")
]
EnterResult = Annotated[
    Entered | RefusalType, strawberry.union("EnterResult", description="Recognised or a refusal.")
]
LeaveResult = Annotated[Left | RefusalType, strawberry.union("LeaveResult", description="Left or a refusal.")]


@strawberry.type
class AudienceQuery:
    """Queries of this room."""

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
        locale = info.context.locale
        async with info.context.work.read() as read:
            rows = await reads.demo_rows(read)
        return [
            DemoClient(
                id=text_id(CLIENT, row["id"]),
                name=row["name"],
                tier_name=chosen_name(row, "tier", locale),
                unit_name=chosen_name(row, "unit", locale),
                mobile=row["mobile_hint"],
            )
            for row in rows
        ]


@strawberry.type
class AudienceMutation:
    """Mutations of this room."""

    @strawberry.mutation(
        description="Send a code to a mobile number; the answer is the same for every number."
    )
    @refusals_as_data
    async def request_code(self, info: Info, ask: RequestCodeAsk) -> RequestCodeResult:
        """Translate, never decide."""
        context = info.context
        sent = await code.request_code(ask.mobile, _address(context), context.locale, work=context.work)
        return CodeRequested(again_in_s=sent.again_s, lives_s=sent.life_s)

    @strawberry.mutation(description="Come in with number and code; sets the cookie.")
    @refusals_as_data
    async def confirm_code(self, info: Info, ask: ConfirmCodeAsk) -> EnterResult:
        """Translate, never decide."""
        context = info.context
        token = await code.confirm_code(ask.mobile, ask.code, _address(context), work=context.work)
        return await _entered(context, token)

    @strawberry.mutation(description="Enter as a client of the demo; refused elsewhere.")
    @refusals_as_data
    async def enter_as_demo_client(self, info: Info, ask: EnterAsDemoClientAsk) -> EnterResult:
        """Translate, never decide."""
        client = parse_id(CLIENT, ask.client, "client")
        token = await enter.enter_as_demo_client(client, work=info.context.work)
        return await _entered(info.context, token)

    @strawberry.mutation(description="Leave; the session ends and the cookie goes.")
    @refusals_as_data
    async def leave(self, info: Info, ask: LeaveAsk) -> LeaveResult:  # noqa: ARG002 - uniform asks
        """Translate, never decide."""
        await enter.leave(info.context.request.cookies.get(COOKIES["client"], ""), work=info.context.work)
        info.context.cookies_out.append((COOKIES["client"], "", 0))
        return Left(at_door=True)


def _address(context: Context) -> str:
    return context.request.client.host if context.request.client else ""


async def _entered(context: Context, token: str) -> Entered:
    actor = await actor_of(context.work, token)
    me = await _me(context, actor.id) if actor else None
    if me is None:
        raise enter.ContactAdviser
    context.cookies_out.append((COOKIES["client"], token, int(LIFE["client"].total_seconds())))
    return Entered(me=me)


async def _me(context: Context, client: UUID) -> ClientMe | None:
    locale = context.locale
    async with context.work.read() as read:
        row = await reads.client_row(read, client)
        tiers = await reads.tier_rows(read)
    if row is None:
        return None
    above = [tier for tier in tiers if tier["rank"] > row["tier_rank"]]
    adviser = AdviserCard(
        name=row["adviser_name_en"] if locale == "en" and row["adviser_name_en"] else row["adviser_name"],
        phone=row["adviser_phone"],
        unit_name=chosen_name(row, "unit", locale),
    )
    return ClientMe(
        id=text_id(CLIENT, row["id"]),
        masked_name=mask_name(row["name"]),
        masked_mobile=row["mobile_hint"],
        tier=ClientTier(
            code=row["tier"],
            rank=row["tier_rank"],
            name=chosen_name(row, "tier", locale),
            next_name=chosen_name(above[0], "name", locale) if above else None,
        ),
        adviser=adviser if row["adviser"] else None,
    )
