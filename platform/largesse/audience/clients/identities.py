"""Identities: by what a client is recognised, each sealed, found by a blind index, revocable.

Invariant   a living identity has one owner; the value in clear stands in no table, log or event
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.audience.clients.masking import masked
from largesse.audience.clients.records import ClientId, Identity, IdentityId
from largesse.identity.sessions.sessions import end_sessions
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.kernel.writing import number_text
from largesse.store.sealing import blind_index, open_sealed, seal
from largesse.store.sealing_many import blind_many
from largesse.store.work import Read, Tx, Work

IdentityKind = Literal["bank_app", "wechat", "wecom", "mobile"]
KINDS: tuple[IdentityKind, ...] = ("bank_app", "wechat", "wecom", "mobile")
_MOBILE = re.compile(r"1[0-9]{10}")
_OPAQUE = re.compile(r"[0-9A-Za-z_@.:-]{4,128}")


@dataclass(frozen=True)
class IdentityMissing(Missing):
    """No such living identity within reach."""

    code = "audience.identity_missing"
    identity: UUID


@dataclass(frozen=True)
class IdentityTaken(Refusal):
    """The identity belongs to another client."""

    code = "audience.identity_taken"
    kind: str


@dataclass(frozen=True, kw_only=True)
class RevokeIdentity(Ask):
    """Take an identity from its client, with the reason."""

    identity: IdentityId = asked("Identity, idn_….", id="idn")
    reason: str = asked("Why.")


@dataclass(frozen=True)
class IdentityRevoked:
    """Whose identity is gone."""

    client: ClientId


@dataclass(frozen=True)
class Owner:
    """The client to whom an identity belongs."""

    id: ClientId
    blocked: bool
    org_unit: UnitId


@dataclass(frozen=True)
class _Said:
    """An owner, and by what he was found."""

    id: ClientId
    blocked: bool
    org_unit: UnitId
    said: str

    @property
    def owner(self) -> Owner:
        """The client alone."""
        return Owner(self.id, self.blocked, self.org_unit)


@dataclass(frozen=True)
class _Living:
    """An identity that is not revoked, and where its client belongs."""

    customer: ClientId
    kind: IdentityKind
    hint: str
    org_unit: UnitId


@dataclass(frozen=True)
class Sealed:
    """An identity ready for a table."""

    kind: IdentityKind
    index: str
    sealed: str
    hint: str


def normal(kind: IdentityKind, value: str) -> str:
    """Bring a value into its one form: plain digits, nothing invisible; mobiles lose spaces, dashes and +86.

    Raises:
        Malformed: ``kernel.malformed`` at the kind's own path.
    """
    text = number_text(value)
    if kind == "mobile":
        text = re.sub(r"[\s()\u2010-\u2015\u2212-]", "", text)
        text = re.sub(r"^(\+?86|0086)(?=1\d{10}$)", "", text)
    if kind == "mobile" and not _MOBILE.fullmatch(text):
        raise Malformed(because("audience.reason.mobile"), kind)
    if kind != "mobile" and not _OPAQUE.fullmatch(text):
        raise Malformed(because("audience.reason.opaque"), kind)
    return text


def index_of(kind: IdentityKind, value: str) -> str:
    """Give the blind index of a normal value."""
    return blind_index(value, f"audience.identity:{kind}")


def sealed_of(kind: IdentityKind, value: str) -> Sealed:
    """Seal a normal value."""
    sealed = seal(value.encode(), f"audience.identity:{kind}")
    return Sealed(kind, index_of(kind, value), sealed, masked(kind, value))


def opened(kind: IdentityKind, sealed: str) -> str:
    """Open a sealed value; the caller writes the audit row."""
    return open_sealed(sealed, f"audience.identity:{kind}").decode()


async def owners_by_number(read: Read, numbers: Sequence[str], units: Sequence[UUID]) -> dict[str, Owner]:
    """Find clients of some org units by the institution's own numbers."""
    sql = """select c.id, c.blocked, c.org_unit, c.ext_id as said from audience_customer c
             where c.ext_id = any($1::text[]) and c.org_unit = any($2::uuid[])"""
    return {one.said: one.owner for one in await read.all(_Said, sql, list(numbers), list(units))}


async def owners_by_mobile(read: Read, mobiles: Sequence[str], units: Sequence[UUID]) -> dict[str, Owner]:
    """Find clients of some org units by mobiles as people write them; what is none is left out."""
    plain = {one: number for one in mobiles if (number := _as_mobile(one))}
    blinds = dict(zip(plain, blind_many(list(plain.values()), "audience.identity:mobile"), strict=True))
    sql = """select c.id, c.blocked, c.org_unit, i.value_index as said
             from audience_identity i join audience_customer c on c.id = i.customer
             where i.kind = 'mobile' and i.value_index = any($1::text[]) and i.revoked_at is null
               and c.org_unit = any($2::uuid[])"""
    found = {one.said: one.owner for one in await read.all(_Said, sql, list(blinds.values()), list(units))}
    return {one: found[blind] for one, blind in blinds.items() if blind in found}


def _as_mobile(text: str) -> str:
    try:
        return normal("mobile", text)
    except Malformed:
        return ""


async def owner_of(read: Read, kind: IdentityKind, value: str) -> Owner | None:
    """Find the client behind a normal value."""
    sql = """select c.id, c.blocked, c.org_unit from audience_identity i
             join audience_customer c on c.id = i.customer
             where i.kind = $1 and i.value_index = $2 and i.revoked_at is null"""
    return await read.one(Owner, sql, kind, index_of(kind, value))


async def mobile_of(read: Read, client: UUID) -> str | None:
    """Give a client's newest mobile in clear, for his eyes or a message to him; None: there is none."""
    sql = """select value_sealed from audience_identity
             where customer = $1 and kind = 'mobile' and revoked_at is null order by bound_at desc limit 1"""
    sealed: str | None = await read.value(sql, client)
    return opened("mobile", sealed) if sealed else None


async def bind(tx: Tx[Any], client: UUID, kind: IdentityKind, value: str, via: str) -> None:
    """Bind a normal value to a client; the same binding twice is one.

    Raises:
        IdentityTaken: ``audience.identity_taken``.
    """
    owner = await owner_of(tx, kind, value)
    if owner is not None:
        if owner.id != client:
            raise IdentityTaken(kind)
        return
    one = sealed_of(kind, value)
    await Identity.create(
        id=new_id(),
        customer=client,
        kind=kind,
        value_index=one.index,
        value_sealed=one.sealed,
        hint=one.hint,
        via=via,
        bound_at=tx.now,
        using_db=tx.conn,
    )
    tx.audit("audience.identity_bound", str(client), {"kind": kind, "hint": one.hint, "via": via})


async def revoke_identity(ask: RevokeIdentity, *, actor: Actor, work: Work) -> IdentityRevoked:
    """Take an identity from its client; every session of the client ends.

    Raises:
        IdentityMissing: ``audience.identity_missing``.
    """
    actor.must("audience.revoke_identity")
    if not ask.reason.strip():
        raise Malformed(because("kernel.reason.why"), "reason")
    async with work.begin(ask, actor, use="audience.revoke_identity", answer=IdentityRevoked) as tx:
        if tx.earlier:
            return tx.earlier
        found = await tx.one(
            _Living,
            """select i.customer, i.kind, i.hint, c.org_unit from audience_identity i
               join audience_customer c on c.id = i.customer
               where i.id = $1 and i.revoked_at is null for update of i""",
            ask.identity,
        )
        if found is None:
            raise IdentityMissing(ask.identity)
        actor.reach(found.org_unit, IdentityMissing(ask.identity))
        revoked = Identity.filter(id=ask.identity).using_db(tx.conn)
        await revoked.update(revoked_at=tx.now, revoked_by=actor.id)
        await end_sessions(tx, "client", [found.customer], "identity_revoked")
        facts = {"kind": found.kind, "hint": found.hint, "reason": ask.reason.strip()}
        tx.audit("audience.identity_revoked", str(found.customer), facts, org_unit=found.org_unit)
        return await tx.done(IdentityRevoked(found.customer))
