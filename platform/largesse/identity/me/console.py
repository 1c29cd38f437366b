"""The one who is signed in, on the console face; the session's cookie is set and taken away here."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Context, Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.identity.ids import SESSION, StaffId
from largesse.identity.me import own_sessions
from largesse.identity.me.own_sessions import SessionRow
from largesse.identity.sessions import sign_in as entrance
from largesse.identity.sessions.device import device_in_words
from largesse.identity.sessions.sessions import COOKIES, LIFE, staff_actor, token_hash
from largesse.identity.staff import own_password
from largesse.identity.staff.console import StaffMember
from largesse.identity.staff.reads import StaffRow, staff_row
from largesse.identity.units.console import Unit
from largesse.identity.waiting import waiting
from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt
from largesse.kernel.errors import NotSignedIn
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings


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
    zone: str = named("The institution's IANA time zone; days and times of the console are counted in it.")

    @classmethod
    def of(cls, row: StaffRow, actor: Actor, locale: str) -> Self:
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
            zone=settings().zone,
        )


@strawberry.type(description="One of one's own sessions.")
class OwnSession:
    """Where and since when one is, or was, signed in."""

    id: str = named("Id, ses_….")
    device: str = named("Browser and system in words; empty where they are not known.")
    address: str = named("Where from.")
    created_at: datetime = named("Since when.")
    seen_at: datetime = named("When it was used last, to the minute.")
    ended_at: datetime | None = named("When it was ended; null: it lives, or lapsed by itself.")
    state: str = named("this, live or ended.")

    @strawberry.field(description="What one may do with it now: end.")
    def actions(self) -> list[str]:
        """Name the acts."""
        return [] if self.state == "ended" else ["end"]

    @classmethod
    def of(cls, row: SessionRow, here: str) -> Self:
        live = "this" if row.token_hash == here else "live"
        return cls(
            id=text_id(SESSION, row.id),
            device=device_in_words(row.device),
            address=row.address,
            created_at=row.created_at,
            seen_at=row.seen_at,
            ended_at=row.ended_at,
            state=live if row.lives else "ended",
        )


@strawberry.type(description="A session of one's own ended.")
class OwnSessionEnded:
    """Answer of ending a session."""

    session: str = named("Id, ses_….")

    @classmethod
    def of(cls, ended: own_sessions.OwnSessionEnded) -> Self:
        return cls(session=text_id(SESSION, ended.session))


@strawberry.type(description="A kind of work and how much of it waits.")
class Waiting:
    """One line of the home screen."""

    kind: str = named("approval, delivery, difference …")
    count: int = named("How many wait.")


@strawberry.type(description="The home screen.")
class Home:
    """What waits for me."""

    waiting: list[Waiting] = named("What waits, kinds with nothing left out.")


@strawberry.type(description="Logged in; the cookie is set.")
class SignedIn:
    """Answer of a log-in."""

    me: Me = named("Who is signed in now.")


@strawberry.type(description="Logged out.")
class SignedOut:
    """Answer of a log-out."""

    at_door: bool = named("True: the session is over.")


@strawberry.type(description="The password is changed.")
class OwnPasswordChanged:
    """Answer of a password change."""

    changed: bool = named("True.")


@dataclass(frozen=True)
class SignOut(AskWithoutReceipt):
    """Nothing but the session itself."""


async def sign_in(ask: entrance.SignIn, info: Info) -> SignedIn:
    """Log in from where the request comes from, and set the cookie."""
    context = info.context
    opened = await entrance.sign_in(
        replace(ask, address=context.address, device=context.device), work=context.work
    )
    _set_cookie(context, opened.token)
    async with context.work.read() as read:
        actor = await staff_actor(read, opened.staff)
    if actor is None:
        raise NotSignedIn
    return SignedIn(me=await _me(context, actor))


async def sign_out(ask: SignOut, info: Info) -> SignedOut:  # noqa: ARG001 - mutation() reads its type
    """Log out, and take the cookie away even where no session lives."""
    context = info.context
    token = context.request.cookies.get(COOKIES["staff"], "")
    if context.actor is not None and token:
        await entrance.sign_out(token, actor=context.actor, work=context.work)
    context.cookies_out.append((COOKIES["staff"], "", 0))
    return SignedOut(at_door=True)


async def change_own_password(ask: own_password.ChangeOwnPassword, info: Info) -> OwnPasswordChanged:
    """Change the password, and go on with the new session."""
    context = info.context
    asked = replace(ask, address=context.address, device=context.device)
    _set_cookie(
        context, await own_password.change_own_password(asked, actor=context.who(), work=context.work)
    )
    return OwnPasswordChanged(changed=True)


@strawberry.type
class MeQuery:
    """Queries about the one who is signed in."""

    @strawberry.field(description="Who is signed in; null: nobody.")
    async def me(self, info: Info) -> Me | None:
        """Show the session's owner."""
        actor = info.context.actor
        return await _me(info.context, actor) if actor and actor.kind == "staff" else None

    @strawberry.field(description="What waits for me.")
    async def home(self, info: Info) -> Home:
        """Count what waits."""
        actor = info.context.who()
        async with info.context.work.read() as read:
            counts = await waiting(read, actor)
        return Home(waiting=[Waiting(kind=kind, count=count) for kind, count in counts.items()])

    @strawberry.field(description="One's own sessions, the newest first, those of thirty days.")
    async def my_sessions(self, info: Info) -> list[OwnSession]:
        """List them."""
        actor = info.context.who()
        actor.must(own_sessions.OPERATION)
        here = token_hash(info.context.request.cookies.get(COOKIES["staff"], ""))
        async with info.context.work.read() as read:
            rows = await own_sessions.own_sessions(read, actor)
        return [OwnSession.of(row, here) for row in rows]


@strawberry.type
class MeMutation:
    """Mutations by the one who is signed in, or wants to be."""

    sign_in = mutation(sign_in, "Log in; sets the session cookie and ends an earlier session.")
    sign_out = mutation(sign_out, "Log out; the session ends and the cookie goes.")
    change_own_password = mutation(
        change_own_password,
        "Set one's own password; every session ends and this one begins anew.",
        result="OwnPasswordResult",
    )
    end_own_session = mutation(
        own_sessions.end_own_session, "End one of one's own sessions.", shows=OwnSessionEnded.of
    )


def _set_cookie(context: Context, token: str) -> None:
    context.cookies_out.append((COOKIES["staff"], token, int(LIFE["staff"].total_seconds())))


async def _me(context: Context, actor: Actor) -> Me:
    async with context.work.read() as read:
        row = await staff_row(read, StaffId(actor.id))
    if row is None:
        raise NotSignedIn
    return Me.of(row, actor, context.locale)
