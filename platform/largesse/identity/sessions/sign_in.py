"""Log in with number or e-mail and password; log out.

Invariant   a wrong name, a wrong password and a disabled account get the same answer in the same time
"""

from dataclasses import dataclass, field
from uuid import UUID

from largesse.identity.sessions.password import matches
from largesse.identity.sessions.sessions import Opening, close_session, open_session
from largesse.identity.sessions.throttle import count_attempt, forgive
from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.errors import Refusal
from largesse.store.work import Work

_CREDENTIALS = """
select id, unit, name, state, password_hash from identity_staff
where email = lower($1) or number = upper($1)
"""


@dataclass(frozen=True)
class SignIn(AskWithoutReceipt):
    """Number or e-mail, password, and where the attempt comes from."""

    login: str = asked("Staff number or e-mail.")
    password: str = asked("Password.")
    address: str = ""


@dataclass(frozen=True)
class SignedIn:
    """The token for the cookie, and whose it is."""

    token: str = field(repr=False)
    staff: UUID


@dataclass(frozen=True)
class _Credentials:
    """What a log-in is compared with."""

    id: UUID
    unit: UUID
    name: str
    state: str
    password_hash: str = field(repr=False)


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
        known = await tx.one(_Credentials, _CREDENTIALS, login) if login else None
        account = str(known.id) if known else login  # number and e-mail share one count
        locked = await count_attempt(tx, account, ask.address)
    if locked:
        raise locked
    right = await matches(known.password_hash if known else None, ask.password)
    if known is None or not right or known.state != "active":
        await _note_refusal(known.id if known else None, ask.address, work)
        raise SignInRefused
    actor = Actor("staff", known.id, frozenset(), frozenset(), unit=known.unit, name=known.name)
    async with work.job(actor) as tx:
        await forgive(tx, account, ask.address)
        token = await open_session(tx, Opening("staff", known.id, "password", ask.address))
        tx.audit("identity.signed_in", str(known.id), {"address": ask.address}, org_unit=known.unit)
    return SignedIn(token, known.id)


async def sign_out(token: str, *, actor: Actor, work: Work) -> None:
    """End the session; a token that is not live is no error."""
    async with work.job(actor) as tx:
        await close_session(tx, token)
        tx.audit("identity.signed_out", str(actor.id), {}, org_unit=actor.unit)


async def _note_refusal(staff: UUID | None, address: str, work: Work) -> None:
    async with work.job() as tx:
        subject = str(staff) if staff else "unknown"
        tx.audit("identity.sign_in_refused", subject, {"address": address})
