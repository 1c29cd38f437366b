"""Requests for new passwords on the console face: the browser's own, by a cookie, and those that wait."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Self

import strawberry

from largesse.faces.context import Context, Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.identity.ids import RESET
from largesse.identity.resets import asking, finishing, vouching
from largesse.identity.resets.reads import OPERATION, actions, own_reset, resets_waiting
from largesse.identity.resets.reset import Reset, ResetUnknown, code_of, state_of
from largesse.identity.sessions.device import device_in_words
from largesse.identity.sessions.sessions import COOKIES, LIFE
from largesse.kernel.clock import now
from largesse.kernel.copy import in_locale
from largesse.kernel.ids import text_id

COOKIE = "lg_reset"
_KEPT = timedelta(hours=2)  # longer than a request lives, so that its end is told


@strawberry.type(description="This browser's request for a new password.")
class OwnReset:
    """What the person who cannot sign in sees."""

    code: str = named("Eight digits to read out to an administrator.")
    state: str = named("waiting, confirmed, ready, expired, done, declined, replaced, spoilt or left.")
    expires_at: datetime = named("When it ends unless it goes on.")
    now: datetime = named("The server's clock; the page reckons from it.")

    @classmethod
    def of(cls, found: Reset, secret: str) -> Self:
        at = now()
        return cls(code=code_of(secret), state=state_of(found, at), expires_at=found.expires_at, now=at)


@strawberry.type(description="This browser has asked for no new password any more.")
class ResetLeft:
    """Answer of leaving."""

    left: bool = named("True.")


@strawberry.type(description="The new password is set; its owner is signed in here.")
class NewPasswordSet:
    """Answer of the new password."""

    at_door: bool = named("False: one is in.")


@strawberry.type(description="Somebody's request for a new password, which waits for administrators.")
class PasswordReset:
    """One request in the administrators' list."""

    id: str = named("Id, rst_….")
    name: str = named("Whose.")
    number: str = named("Staff number.")
    unit_name: str = named("Org unit in the request's language.")
    code_head: str = named("The code's first four digits, to tell requests apart; the person has the rest.")
    state: str = named("waiting for the code, or confirmed and waiting for a second administrator.")
    confirmer_name: str = named("Who confirmed the code; empty: nobody yet.")
    address: str = named("Where it was asked from.")
    device: str = named("Browser and system in words; empty where they are not known.")
    created_at: datetime = named("When it was asked.")
    expires_at: datetime = named("When it ends.")
    row: strawberry.Private[Reset]

    @strawberry.field(description="What the reader may do with it now: confirm, cosign, decline.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return actions(info.context.who(), self.row)

    @classmethod
    def of(cls, row: Reset, locale: str) -> Self:
        return cls(
            id=text_id(RESET, row.id),
            name=row.name,
            number=row.number,
            unit_name=in_locale(row.unit_zh, row.unit_en, locale),
            code_head=row.code_head,
            state=state_of(row, now()),
            confirmer_name=row.confirmer if row.confirmed else "",
            address=row.address,
            device=device_in_words(row.device),
            created_at=row.asked_at,
            expires_at=row.expires_at,
            row=row,
        )


@strawberry.type(description="A request for a new password as it stands now.")
class ResetStanding:
    """Answer of administrators' acts."""

    reset: str = named("Id, rst_….")
    state: str = named("confirmed, ready or declined.")

    @classmethod
    def of(cls, standing: vouching.ResetStanding) -> Self:
        return cls(reset=text_id(RESET, standing.reset), state=standing.state)


async def ask_reset(ask: asking.AskReset, info: Info) -> OwnReset:
    """Begin a request, whose secret this browser keeps."""
    context = info.context
    given = replace(ask, address=context.address, device=context.device, earlier=_secret(context))
    begun = await asking.ask_reset(given, work=context.work)
    context.cookies_out.append((COOKIE, begun.secret, int(_KEPT.total_seconds())))
    async with context.work.read() as read:
        return OwnReset.of(await own_reset(read, begun.secret), begun.secret)


async def leave_reset(ask: asking.LeaveReset, info: Info) -> ResetLeft:
    """End the request and forget its secret."""
    context = info.context
    await asking.leave_reset(replace(ask, secret=_secret(context)), work=context.work)
    context.cookies_out.append((COOKIE, "", 0))
    return ResetLeft(left=True)


async def set_new_password(ask: finishing.SetNewPassword, info: Info) -> NewPasswordSet:
    """Set the password, forget the secret and go in."""
    context = info.context
    given = replace(ask, secret=_secret(context), address=context.address, device=context.device)
    token = await finishing.set_new_password(given, work=context.work)
    context.cookies_out.append((COOKIE, "", 0))
    context.cookies_out.append((COOKIES["staff"], token, int(LIFE["staff"].total_seconds())))
    return NewPasswordSet(at_door=False)


@strawberry.type
class ResetQuery:
    """Queries of requests for new passwords."""

    @strawberry.field(description="This browser's own request; null: it has none.")
    async def own_reset(self, info: Info) -> OwnReset | None:
        """Show the request whose secret the browser keeps."""
        secret = _secret(info.context)
        if not secret:
            return None
        try:
            async with info.context.work.read() as read:
                return OwnReset.of(await own_reset(read, secret), secret)
        except ResetUnknown:
            return None

    @strawberry.field(description="Requests that wait for administrators within reach, the newest first.")
    async def password_resets(self, info: Info) -> list[PasswordReset]:
        """List what waits."""
        actor = info.context.who()
        actor.must(OPERATION)
        async with info.context.work.read() as read:
            rows = await resets_waiting(read, actor)
        return [PasswordReset.of(row, info.context.locale) for row in rows]


@strawberry.type
class ResetMutation:
    """Mutations of requests for new passwords."""

    ask_reset = mutation(ask_reset, "Ask for a new password, or the first one; this browser will set it.")
    leave_reset = mutation(leave_reset, "Leave this browser's request.")
    set_new_password = mutation(
        set_new_password, "Set the password that two people vouched for, in the browser that asked."
    )
    confirm_reset = mutation(
        vouching.confirm_reset,
        "Confirm that the person read out the code.",
        shows=ResetStanding.of,
        result="ResetStandingResult",
    )
    cosign_reset = mutation(
        vouching.cosign_reset,
        "Let the new password be set, as the second administrator.",
        shows=ResetStanding.of,
        result="ResetStandingResult",
    )
    decline_reset = mutation(
        vouching.decline_reset, "Decline a request.", shows=ResetStanding.of, result="ResetStandingResult"
    )


def _secret(context: Context) -> str:
    return context.request.cookies.get(COOKIE, "")
