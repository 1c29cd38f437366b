"""Log in with number or e-mail and password; log out.

Invariant   a wrong name, a wrong password and a disabled account get the same answer in the same time
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from largesse.identity.demo_people import EMAILS
from largesse.identity.sessions.password import matches
from largesse.identity.sessions.sessions import Opening, close_session, open_session
from largesse.identity.sessions.throttle import count_attempt, forgive
from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.errors import Refusal
from largesse.kernel.settings import settings
from largesse.store.work import Tx, Work

_CREDENTIALS = """
select id, unit, name, state, email, password_hash from identity_staff
where email = lower($1) or number = upper($1)
"""
_BY_SHORT_NAME = """
select id, unit, name, state, email, password_hash from identity_staff
where split_part(email, '@', 1) = lower($1) limit 2
"""


_CAME_FROM = """
select exists (select from identity_session
               where subject_kind = 'staff' and subject = $1 and address = $2 and created_at > $3)
"""
KNOWN_FOR = timedelta(days=30)


@dataclass(frozen=True)
class SignIn(AskWithoutReceipt):
    """Whose session, password, and where the attempt comes from."""

    login: str = asked("Staff number, e-mail, or what stands before its @ where nobody else has the same.")
    password: str = asked("Password.")
    address: str = ""
    device: str = ""


@dataclass(frozen=True)
class SignedIn:
    """The token for the cookie, and whose it is."""

    token: str = field(repr=False)
    staff: UUID


@dataclass(frozen=True)
class Credentials:
    """What a log-in is compared with; the hash is empty where no password was set yet."""

    id: UUID
    unit: UUID
    name: str
    state: str
    email: str
    password_hash: str = field(repr=False)

    @property
    def opens(self) -> bool:
        """Whether a right password lets in."""
        return self.state == "active" and not self.shut

    @property
    def shut(self) -> bool:
        """Whether this is one of the demo's people, who share a password, where real clients are served."""
        return settings().production and self.email in EMAILS


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
        known = await find_person(tx, login) if login else None
        account = str(known.id) if known else login  # number and e-mail share one count
        here = known is not None and await tx.value(_CAME_FROM, known.id, ask.address, tx.now - KNOWN_FOR)
        locked = await count_attempt(tx, account, ask.address, known_here=bool(here))
    if locked:
        raise locked
    right = await matches(known.password_hash if known else None, ask.password)
    if known is None or not right or not known.opens:
        await _note_refusal(known.id if known else None, ask.address, work)
        raise SignInRefused
    actor = Actor("staff", known.id, frozenset(), frozenset(), unit=known.unit, name=known.name)
    async with work.job(actor) as tx:
        await forgive(tx, account, ask.address)
        token = await open_session(tx, Opening("staff", known.id, "password", ask.address, ask.device))
        tx.audit("identity.signed_in", str(known.id), {"address": ask.address}, org_unit=known.unit)
    return SignedIn(token, known.id)


async def sign_out(token: str, *, actor: Actor, work: Work) -> None:
    """End the session; a token that is not live is no error."""
    async with work.job(actor) as tx:
        await close_session(tx, token)
        tx.audit("identity.signed_out", str(actor.id), {}, org_unit=actor.unit)


async def find_person(tx: Tx[Any], login: str) -> Credentials | None:
    """Find whom a staff number, an e-mail, or what stands before its @, means; None: nobody, or several."""
    known = await tx.one(Credentials, _CREDENTIALS, login)
    if known is not None or "@" in login:
        return known
    namesakes = await tx.all(Credentials, _BY_SHORT_NAME, login)
    return namesakes[0] if len(namesakes) == 1 else None


async def _note_refusal(staff: UUID | None, address: str, work: Work) -> None:
    async with work.job() as tx:
        subject = str(staff) if staff else "unknown"
        tx.audit("identity.sign_in_refused", subject, {"address": address})
