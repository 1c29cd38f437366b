"""Register an app of the bank, and give it another key beside the one it has.

Invariant   a private key is refused before a transaction opens; the same key is registered once in the house
"""

from dataclasses import dataclass
from typing import Any

from largesse.audience.issuers.issuers import (
    ACTIVE,
    KEYS_MAX,
    IssuerMissing,
    IssuerRevoked,
    IssuerTaken,
    KidTaken,
    LaunchKeysMax,
    LaunchKeyTaken,
    issuer_given,
)
from largesse.audience.issuers.public_key import PublicKey, public_key_given
from largesse.audience.issuers.records import LaunchIssuer, LaunchKey
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.store.codes import alike
from largesse.store.work import Tx, Work

_PUT = """
insert into audience_launch_key (issuer, kid, public_key, thumbprint, added_at)
values ($1, $2, $3, $4, $5) on conflict do nothing
"""


@dataclass(frozen=True, kw_only=True, repr=False)  # what was pasted by mistake shows in no log line
class AddLaunchIssuer(Ask):
    """Register an app by its name and public key."""

    issuer: str = asked("Its name, as its tokens say in iss.")
    public_key: str = asked("The public key, JWK or PEM, EC P-256.")
    kid: str = asked("How tokens name the key; empty: the JWK's own, else its thumbprint.", default="")


@dataclass(frozen=True, kw_only=True, repr=False)  # as above
class RotateLaunchKey(Ask):
    """Give an app one more key; the earlier ones stay until they are stopped."""

    issuer: str = asked("The app, as its tokens say in iss.")
    public_key: str = asked("The new public key, JWK or PEM, EC P-256.")
    kid: str = asked("How tokens name the key; empty: the JWK's own, else its thumbprint.", default="")


@dataclass(frozen=True)
class LaunchKeyAdded:
    """Whose key it is, and its name in a token's header."""

    issuer: str
    kid: str


async def add_launch_issuer(ask: AddLaunchIssuer, *, actor: Actor, work: Work) -> LaunchKeyAdded:
    """Register an app, or again one that was revoked; its stopped keys stay stopped.

    Raises:
        Malformed: ``kernel.malformed`` at ``issuer`` or ``kid``.
        LaunchKeyPrivate, LaunchKeyUnreadable, LaunchKeysSeveral, LaunchKeyKind: at ``publicKey``.
        IssuerTaken: ``audience.issuer_taken``.
        LaunchKeyTaken, KidTaken: the key, or its name, was registered before.
    """
    actor.must("audience.register_issuer")
    issuer, key = issuer_given(ask.issuer), public_key_given(ask.public_key, ask.kid)
    async with work.begin(ask, actor, use="audience.add_launch_issuer", answer=LaunchKeyAdded) as tx:
        if tx.earlier:
            return tx.earlier
        taken = await alike(tx, LaunchIssuer, issuer, column="issuer")
        if taken is None:
            await LaunchIssuer.create(issuer=issuer, state=ACTIVE, created_at=tx.now, using_db=tx.conn)
        else:
            await _again(tx, issuer, taken)
        return await tx.done(await _put(tx, issuer, key, "audience.issuer_registered"))


async def rotate_launch_key(ask: RotateLaunchKey, *, actor: Actor, work: Work) -> LaunchKeyAdded:
    """Add a key to an app; tokens signed by either are taken until the earlier one is stopped.

    Raises:
        Malformed: ``kernel.malformed`` at ``kid``.
        LaunchKeyPrivate, LaunchKeyUnreadable, LaunchKeysSeveral, LaunchKeyKind: at ``publicKey``.
        IssuerMissing: ``audience.issuer_missing``.
        IssuerRevoked: ``audience.issuer_revoked``.
        LaunchKeysMax: ``audience.launch_keys_max``.
        LaunchKeyTaken, KidTaken: the key, or its name, was registered before.
    """
    actor.must("audience.register_issuer")
    key = public_key_given(ask.public_key, ask.kid)
    async with work.begin(ask, actor, use="audience.rotate_launch_key", answer=LaunchKeyAdded) as tx:
        if tx.earlier:
            return tx.earlier
        app = await locked_issuer(tx, ask.issuer)
        if app.state != ACTIVE:
            raise IssuerRevoked(app.issuer)
        active = LaunchKey.filter(issuer=app.issuer, state=ACTIVE).using_db(tx.conn)
        if await active.count() >= KEYS_MAX:
            raise LaunchKeysMax(KEYS_MAX)
        return await tx.done(await _put(tx, app.issuer, key, "audience.launch_key_added"))


async def locked_issuer(tx: Tx[Any], issuer: str) -> LaunchIssuer:
    """Lock an issuer's row: whoever enters by its token at this moment is waited for.

    Raises:
        IssuerMissing: ``audience.issuer_missing``.
    """
    found = await LaunchIssuer.filter(issuer=issuer).using_db(tx.conn).select_for_update().first()
    if found is None:
        raise IssuerMissing(issuer)
    return found


async def _again(tx: Tx[Any], issuer: str, taken: str) -> None:
    """Make a revoked issuer of exactly this name active, without any of its earlier keys."""
    app = await locked_issuer(tx, taken)
    if taken != issuer or app.state == ACTIVE:
        raise IssuerTaken(taken)
    app.state, app.revoked_at, app.private_key_sealed = ACTIVE, None, None
    await app.save(using_db=tx.conn, update_fields=("state", "revoked_at", "private_key_sealed"))


async def _put(tx: Tx[Any], issuer: str, key: PublicKey, action: str) -> LaunchKeyAdded:
    if not await tx.run(_PUT, issuer, key.kid, key.jwk, key.thumbprint, tx.now):
        same = await LaunchKey.get_or_none(thumbprint=key.thumbprint, using_db=tx.conn)
        raise LaunchKeyTaken(same.issuer, same.kid) if same else KidTaken(key.kid)
    tx.audit(action, issuer, {"kid": key.kid, "thumbprint": key.thumbprint})
    return LaunchKeyAdded(issuer, key.kid)
