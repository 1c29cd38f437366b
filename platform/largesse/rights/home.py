"""What rights adds to the home screen: how many were given and used today."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.identity.me.console import Home
from largesse.kernel.actor import Actor
from largesse.kernel.clock import day_in, day_starts, now
from largesse.kernel.money import Long
from largesse.kernel.settings import settings
from largesse.rights.entitlements.reads import granted_since
from largesse.rights.redemptions.reads import redeemed_since
from largesse.store.work import Read

CountSince = Callable[[Read, Actor, datetime], Awaitable[int]]


@extends(Home)
@strawberry.type
class HomeOfRights:
    """Today's figures, within reach."""

    @strawberry.field(description="Rights given since midnight; null for those who see no rights.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def granted_today(self, info: Info) -> Long | None:
        """Count what was given."""
        return await _count(info, granted_since)

    @strawberry.field(description="Uses since midnight that stand; null for those who see no rights.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def redeemed_today(self, info: Info) -> Long | None:
        """Count what was used."""
        return await _count(info, redeemed_since)


async def _count(info: Info, count: CountSince) -> Long | None:
    actor, zone = info.context.who(), settings().zone
    if not actor.may("rights.view"):
        return None
    async with info.context.work.read() as read:
        return Long(await count(read, actor, day_starts(day_in(now(), zone), zone)))
