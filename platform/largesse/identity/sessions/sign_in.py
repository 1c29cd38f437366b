"""Log in with number or e-mail and password; log out.

Invariant   a wrong name, a wrong password and a disabled account get the same answer in the same time
"""

from dataclasses import dataclass
from uuid import UUID

from largesse.identity.sessions.password import matches
from largesse.identity.sessions.sessions import Opening, close_session, open_session
from largesse.identity.sessions.throttle import count_attempt, forgive
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Refusal
from largesse.store.work import Work


@dataclass(frozen=True)
class SignIn:
    """Number or e-mail, password, and where the attempt comes from. It has no key: it leaves no receipt."""

    login: str
    password: str
    address: str = ""


@dataclass(frozen=True)
class SignedIn:
    """The token for the cookie, and whose it is."""

    token: str
    staff: UUID


@dataclass(frozen=True)
class SignInRefused(Refusal):
    """Name and password do not belong together."""

    code = "identity.sign_in_refused"


async def sign_in(ask: SignIn, *, work: Work) -> SignedIn:
    """Open a session for a member of staff; the earlier session of the same person ends.

    Raises:
        SignInLocked: ``identity.sign_in_locked``.
        SignInRefused: ``identity.sign_in_refused``.
    """
    login = ask.login.strip()
    async with work.job() as tx:
        sql = "select * from identity_staff where email = lower($1) or number = upper($1)"
        row = await tx.row(sql, login) if login else None
        account = str(row["id"]) if row else login  # number and e-mail share one count
        locked = await count_attempt(tx, account, ask.address)
    if locked:
        raise locked
    right = await matches(row["password_hash"] if row else None, ask.password)
    if row is None or not right or row["state"] != "active":
        await _note_refusal(row["id"] if row else None, ask.address, work)
        raise SignInRefused
    actor = Actor("staff", row["id"], frozenset(), frozenset(), unit=row["unit"], name=row["name"])
    async with work.job(actor) as tx:
        await forgive(tx, account, ask.address)
        token = await open_session(tx, Opening("staff", row["id"], "password", ask.address))
        tx.audit("identity.signed_in", str(row["id"]), {"address": ask.address}, org_unit=row["unit"])
    return SignedIn(token, row["id"])


async def sign_out(token: str, *, actor: Actor, work: Work) -> None:
    """End the session; a token that is not live is no error."""
    async with work.job(actor) as tx:
        await close_session(tx, token)
        tx.audit("identity.signed_out", str(actor.id), {}, org_unit=actor.unit)


async def _note_refusal(staff: UUID | None, address: str, work: Work) -> None:
    async with work.job() as tx:
        subject = str(staff) if staff else "unknown"
        tx.audit("identity.sign_in_refused", subject, {"address": address})
