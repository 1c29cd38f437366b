"""Enable and disable a channel that is set up; it counts from the commit on."""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.notices.channels.channels import (
    CHANGES,
    DISABLED,
    ENABLED,
    ChannelUnset,
    ChannelUntested,
    State,
)
from largesse.notices.channels.records import ChannelSetUp
from largesse.notices.channels.set_up import ChannelStands
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class EnableChannel(Ask):
    """Let a channel carry messages."""

    channel: str = asked("sms or email.")


@dataclass(frozen=True, kw_only=True)
class DisableChannel(Ask):
    """Let a channel carry nothing."""

    channel: str = asked("sms or email.")


async def enable_channel(ask: EnableChannel, *, actor: Actor, work: Work) -> ChannelStands:
    """Enable a channel whose settings were tested as they stand.

    Raises:
        ChannelUnset: ``notices.channel_unset``.
        ChannelUntested: ``notices.channel_untested``.
    """
    return await _switch(ask, ENABLED, actor, work)


async def disable_channel(ask: DisableChannel, *, actor: Actor, work: Work) -> ChannelStands:
    """Disable a channel; what is on its way is tried again while it has a use.

    Raises:
        ChannelUnset: ``notices.channel_unset``.
    """
    return await _switch(ask, DISABLED, actor, work)


async def _switch(
    ask: EnableChannel | DisableChannel, state: State, actor: Actor, work: Work
) -> ChannelStands:
    actor.must(CHANGES)
    async with work.begin(ask, actor, use=f"notices.{state}_channel", answer=ChannelStands) as tx:
        if tx.earlier:
            return tx.earlier
        rows = ChannelSetUp.filter(channel=ask.channel).using_db(tx.conn)
        there = await rows.select_for_update().first()
        if there is None:
            raise ChannelUnset(ask.channel)
        if state == ENABLED and not there.tested_ok:
            raise ChannelUntested(ask.channel)
        await rows.update(state=state)
        tx.audit(f"notices.channel_{state}", ask.channel, {"version": there.version})
        return await tx.done(ChannelStands(ask.channel))
