"""Stop one key of an app, or revoke the app with all of them; it counts from the commit on.

Invariant   whoever enters at the same moment is either waited for, and his session ended where that is asked,
            or finds the key stopped
"""

from dataclasses import dataclass

from largesse.audience.issuers.issuers import ACTIVE, REVOKED, STOPPED, IssuerRevoked, LaunchKeyMissing
from largesse.audience.issuers.records import LaunchKey
from largesse.audience.issuers.register import locked_issuer
from largesse.identity.sessions.sessions import end_sessions_opened_by, launched_by
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class StopLaunchKey(Ask):
    """Take no token any more that this key signed."""

    issuer: str = asked("The app, as its tokens say in iss.")
    kid: str = asked("The key's name.")


@dataclass(frozen=True, kw_only=True)
class RevokeLaunchIssuer(Ask):
    """Take no token of an app any more."""

    issuer: str = asked("The app, as its tokens say in iss.")
    end_sessions: bool = asked("Whether the sessions that its tokens opened end too.", default=False)


@dataclass(frozen=True)
class LaunchKeyStopped:
    """Which key opens nothing any more."""

    issuer: str
    kid: str


@dataclass(frozen=True)
class LaunchIssuerRevoked:
    """Which app opens nothing any more, and how many sessions ended with it."""

    issuer: str
    sessions: int


async def stop_launch_key(ask: StopLaunchKey, *, actor: Actor, work: Work) -> LaunchKeyStopped:
    """Stop one key; sessions that it opened go on.

    Raises:
        IssuerMissing: ``audience.issuer_missing``.
        LaunchKeyMissing: ``audience.launch_key_missing``: no active key has this name.
    """
    actor.must("audience.revoke_issuer")
    async with work.begin(ask, actor, use="audience.stop_launch_key", answer=LaunchKeyStopped) as tx:
        if tx.earlier:
            return tx.earlier
        app = await locked_issuer(tx, ask.issuer)
        active = LaunchKey.filter(issuer=app.issuer, kid=ask.kid, state=ACTIVE).using_db(tx.conn)
        if not await active.update(state=STOPPED, stopped_at=tx.now):
            raise LaunchKeyMissing(ask.kid)
        tx.audit("audience.launch_key_stopped", app.issuer, {"kid": ask.kid})
        return await tx.done(LaunchKeyStopped(app.issuer, ask.kid))


async def revoke_launch_issuer(ask: RevokeLaunchIssuer, *, actor: Actor, work: Work) -> LaunchIssuerRevoked:
    """Revoke an app and stop its keys; the sessions that it opened end where that is asked.

    Raises:
        IssuerMissing: ``audience.issuer_missing``.
        IssuerRevoked: ``audience.issuer_revoked``.
    """
    actor.must("audience.revoke_issuer")
    async with work.begin(ask, actor, use="audience.revoke_launch_issuer", answer=LaunchIssuerRevoked) as tx:
        if tx.earlier:
            return tx.earlier
        app = await locked_issuer(tx, ask.issuer)
        if app.state != ACTIVE:
            raise IssuerRevoked(app.issuer)
        app.state, app.revoked_at = REVOKED, tx.now
        await app.save(using_db=tx.conn, update_fields=("state", "revoked_at"))
        active = LaunchKey.filter(issuer=app.issuer, state=ACTIVE).using_db(tx.conn)
        await active.update(state=STOPPED, stopped_at=tx.now)
        ended = 0
        if ask.end_sessions:
            ended = await end_sessions_opened_by(tx, launched_by(app.issuer), "issuer_revoked")
        tx.audit("audience.issuer_revoked", app.issuer, {"sessions_ended": ended})
        return await tx.done(LaunchIssuerRevoked(app.issuer, ended))
