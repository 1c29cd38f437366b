"""Channels for screens, and what waits for an administrator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.settings import settings
from largesse.notices.channels.channels import NAMES, Tested
from largesse.notices.channels.way import codes_missed
from largesse.notices.extensions import brought
from largesse.store.work import Read

_ROWS = """
select channel, carrier, settings, version, state, tested_at, tested_ok, tested_why, changed_at,
  secret_sealed <> '' as has_secret
from notices_channel
"""


@dataclass(frozen=True)
class ChannelRow:
    """A channel that was set up; of its secret only whether there is one."""

    channel: str
    carrier: str
    settings: dict[str, Any]
    version: int
    state: Any
    tested_at: datetime | None
    tested_ok: bool | None
    tested_why: str
    changed_at: datetime
    has_secret: bool


@dataclass(frozen=True)
class ChannelNow:
    """A channel, what is set up for it, and what carries it: extension, smtp, http, tray or nobody."""

    channel: str
    row: ChannelRow | None
    carried_by: str

    @property
    def tested(self) -> Tested:
        """The test of its settings as they stand."""
        return Tested(self.row.tested_ok, self.row.tested_why) if self.row else Tested(None, "")


async def channels_now(read: Read) -> list[ChannelNow]:
    """Read every channel that can be set up."""
    rows = {one.channel: one for one in await read.all(ChannelRow, _ROWS)}
    return [ChannelNow(name, rows.get(name), _carried_by(read, name, rows.get(name))) for name in NAMES]


async def codes_waiting(read: Read, _actor: Actor) -> int:
    """Count one where codes that clients wait for go nowhere."""
    return 1 if await codes_missed(read) else 0


def _carried_by(read: Read, channel: str, row: ChannelRow | None) -> str:
    if brought(read.house, channel):
        return "extension"
    if row is not None and row.state == "enabled":
        return row.carrier
    return "nobody" if settings().production else "tray"
