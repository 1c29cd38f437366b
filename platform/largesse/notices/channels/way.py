"""Which way a channel's messages go now: an extension of the bank's, what an administrator set up, the tray.

Invariant   in production the tray takes nothing: a message that nobody carries is not called sent
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import msgspec

from largesse.audience.issuers.reads import apps_let_in
from largesse.kernel.errors import Broken
from largesse.kernel.settings import settings
from largesse.notices.carriers import gateway, smtp
from largesse.notices.carriers.gateway import Gateway
from largesse.notices.carriers.smtp import Smtp
from largesse.notices.channel import Channel, Outgoing
from largesse.notices.channels.channels import CODES, ENABLED
from largesse.notices.channels.sealed_secret import open_secret
from largesse.notices.extensions import brought, channel_of
from largesse.notices.trouble import NobodyCarries
from largesse.store.work import Read

_SET_UP = """
select channel, carrier, settings, secret_sealed, version, state from notices_channel where channel = $1
"""


@dataclass(frozen=True)
class SetUp:
    """A channel as it was set up, its secret sealed."""

    channel: str
    carrier: str
    settings: dict[str, Any]
    secret_sealed: str
    version: int
    state: str


async def set_up(read: Read, channel: str) -> SetUp | None:
    """Read what is set up for a channel, enabled or not."""
    return await read.one(SetUp, _SET_UP, channel)


async def way_of(read: Read, channel: str) -> Channel:
    """Give what carries a channel's messages now.

    Raises:
        NobodyCarries: ``notices.nobody_carries``, in production only.
        Broken: no channel has this name.
    """
    given = channel_of(read.house, channel)
    if brought(read.house, channel):
        return given
    found = await set_up(read, channel)
    if found is not None and found.state == ENABLED:
        return replace(given, send=partial(carry, found), leaves="sent")
    if settings().production:
        raise NobodyCarries(channel)
    return given


async def codes_carried(read: Read) -> bool:
    """Tell whether codes to clients go anywhere."""
    if not settings().production or brought(read.house, CODES):
        return True
    found = await set_up(read, CODES)
    return found is not None and found.state == ENABLED


async def codes_missed(read: Read) -> bool:
    """Tell whether clients wait for codes that nobody carries.

    A bank whose clients come in by its app alone, and that never set up a channel for codes, misses none.
    """
    if await codes_carried(read):
        return False
    return await set_up(read, CODES) is not None or not await apps_let_in(read)


async def carry(found: SetUp, message: Outgoing) -> None:
    """Hand a message to the carrier that was set up, enabled or not.

    Raises:
        NotCarried, NotYet: it did not go out.
    """
    secret = open_secret(found.channel, found.secret_sealed)
    if found.carrier == "smtp":
        await smtp.carry(msgspec.convert(found.settings, Smtp), secret, message)
    elif found.carrier == "http":
        await gateway.carry(msgspec.convert(found.settings, Gateway), secret, message)
    else:
        raise Broken(f"nobody knows the carrier {found.carrier}")
