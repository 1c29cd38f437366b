"""Launch issuers on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.audience.issuers.issuers import IssuerMissing, issuer_actions, key_actions
from largesse.audience.issuers.reads import LaunchIssuerRow, LaunchKeyRow, issuer_row, issuers_page
from largesse.audience.issuers.register import LaunchKeyAdded, add_launch_issuer, rotate_launch_key
from largesse.audience.issuers.revoke import (
    LaunchIssuerRevoked,
    LaunchKeyStopped,
    revoke_launch_issuer,
    stop_launch_key,
)
from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named


@strawberry.type(description="A public key of an app.")
class LaunchKey:
    """One key."""

    kid: str = named("Its name in a token's header.")
    thumbprint: str = named("SHA-256 of the key, RFC 7638, to compare with the app's.")
    state: str = named("active or stopped.")
    added_at: datetime = named("When it was registered.")
    stopped_at: datetime | None = named("When it was stopped.")
    used_at: datetime | None = named("When it opened a session last, to the minute.")
    row: strawberry.Private[LaunchKeyRow]

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return key_actions(info.context.who(), self.row.state)

    @classmethod
    def of(cls, row: LaunchKeyRow) -> Self:
        return cls(
            kid=row.kid,
            thumbprint=row.thumbprint,
            state=row.state,
            added_at=row.added_at,
            stopped_at=row.stopped_at,
            used_at=row.used_at,
            row=row,
        )


@strawberry.type(description="An app of the bank that signs launch tokens.")
class LaunchIssuer:
    """One app."""

    issuer: str = named("Its name, as its tokens say in iss.")
    state: str = named("active or revoked.")
    created_at: datetime = named("When it was registered.")
    revoked_at: datetime | None = named("When it was revoked.")
    used_at: datetime | None = named("When a token of it opened a session last, to the minute.")
    keys: list[LaunchKey] = named("Its keys, the newest first.")
    row: strawberry.Private[LaunchIssuerRow]

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return issuer_actions(info.context.who(), self.row.state)

    @classmethod
    def of(cls, row: LaunchIssuerRow, _locale: str) -> Self:
        return cls(
            issuer=row.issuer,
            state=row.state,
            created_at=row.created_at,
            revoked_at=row.revoked_at,
            used_at=row.used_at,
            keys=[LaunchKey.of(key) for key in row.keys],
            row=row,
        )


@strawberry.type(description="An app after a step.")
class LaunchIssuerChanged:
    """The success of every step."""

    issuer: LaunchIssuer = named("The app as it stands now.")
    kid: str | None = named("The key that the step was about.")
    sessions_ended: int = named("How many sessions ended with it.")


async def show_key_step(step: LaunchKeyAdded | LaunchKeyStopped, info: Info) -> LaunchIssuerChanged:
    """Show an app after a step with one of its keys."""
    return LaunchIssuerChanged(
        issuer=await _issuer(info.context, step.issuer), kid=step.kid, sessions_ended=0
    )


async def show_revoked(step: LaunchIssuerRevoked, info: Info) -> LaunchIssuerChanged:
    """Show an app that was revoked."""
    issuer = await _issuer(info.context, step.issuer)
    return LaunchIssuerChanged(issuer=issuer, kid=None, sessions_ended=step.sessions)


async def _issuer(context: Context, issuer: str) -> LaunchIssuer:
    async with context.work.read() as read:
        row = await issuer_row(read, issuer)
    if row is None:
        raise IssuerMissing(issuer)
    return LaunchIssuer.of(row, context.locale)


@strawberry.type
class IssuerQuery:
    """Queries of the bank's apps."""

    launch_issuers: Connection[LaunchIssuer] = list_field(
        Listing("launch-issuers", "audience.read_issuers", issuers_page, LaunchIssuer.of),
        "Apps that sign launch tokens. sort: issuer, createdAt.",
    )


@strawberry.type
class IssuerMutation:
    """Steps of an administrator."""

    add_launch_issuer = mutation(
        add_launch_issuer,
        "Register an app by its public key; one that was revoked, again with another key.",
        shows=show_key_step,
        result="LaunchIssuerResult",
    )
    rotate_launch_key = mutation(
        rotate_launch_key,
        "Give an app one more key; the earlier ones stay until they are stopped.",
        shows=show_key_step,
        result="LaunchIssuerResult",
    )
    stop_launch_key = mutation(
        stop_launch_key,
        "Take no token any more that this key signed.",
        shows=show_key_step,
        result="LaunchIssuerResult",
    )
    revoke_launch_issuer = mutation(
        revoke_launch_issuer,
        "Take no token of an app any more; its sessions may end too.",
        shows=show_revoked,
        result="LaunchIssuerResult",
    )
