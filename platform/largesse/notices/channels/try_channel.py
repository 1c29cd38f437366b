"""Send a test message by a channel as it is set up, enabled or not, and keep what came of it."""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.copy import noted
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id
from largesse.notices.channel import Outgoing
from largesse.notices.channels.channels import (
    CHANGES,
    DISABLED,
    ChannelKept,
    ChannelUnset,
    channel_given,
    recipient_given,
)
from largesse.notices.channels.way import carry, set_up
from largesse.notices.extensions import brought, channel_of
from largesse.notices.records import MessageId
from largesse.notices.worded import worded
from largesse.store.work import Work

TEMPLATE = "notices.test"
_KEEP = """
update notices_channel set tested_at = $3, tested_ok = $4, tested_why = $5
where channel = $1 and version = $2 and ($4 or state = $6)
"""


@dataclass(frozen=True, kw_only=True, repr=False)  # no log line shows its recipient
class TryChannel(AskWithoutReceipt):
    """A test message to somebody."""

    channel: str = asked("sms or email.")
    to: str = asked("Mobile number or e-mail address of whoever tests.")
    locale: str = "zh-CN"


@dataclass(frozen=True)
class ChannelTried:
    """How a test went; ``why`` notes what was wrong, see ``kernel.copy.retold``."""

    channel: str
    ok: bool
    why: str


async def try_channel(ask: TryChannel, *, actor: Actor, work: Work) -> ChannelTried:
    """Send a test message outside any transaction; a failed one is told and leaves an enabled channel so.

    Raises:
        Malformed: ``kernel.malformed`` at ``channel`` or ``to``.
        ChannelUnset: ``notices.channel_unset``.
        ChannelKept: ``notices.channel_kept``.
    """
    actor.must(CHANGES)
    channel = channel_given(ask.channel)
    to = recipient_given(channel, ask.to)
    async with work.read() as read:
        if brought(read.house, channel):
            raise ChannelKept(channel)
        found = await set_up(read, channel)
    if found is None:
        raise ChannelUnset(channel)
    words = worded(TEMPLATE, ask.locale)
    message = Outgoing(MessageId(new_id()), channel, to, TEMPLATE, words, ask.locale)
    why = ""
    try:
        await carry(found, message)
    except Refusal as no:
        why = noted(no)
    async with work.job(actor) as tx:
        await tx.run(_KEEP, channel, found.version, tx.now, not why, why, DISABLED)
        hint = channel_of(tx.house, channel).mask(to)
        tx.audit("notices.channel_tested", channel, {"to": hint, "ok": not why, "why": why})
    return ChannelTried(channel, not why, why)
