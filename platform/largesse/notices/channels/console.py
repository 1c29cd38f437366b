"""Channels on the console face; secrets go in and never come out."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import retold
from largesse.notices.channels.channels import actions
from largesse.notices.channels.reads import ChannelNow, channels_now
from largesse.notices.channels.set_up import ChannelStands, carry_by_http, carry_by_smtp
from largesse.notices.channels.switch import disable_channel, enable_channel
from largesse.notices.channels.try_channel import TryChannel, try_channel


@strawberry.type(description="A channel by which messages to clients go out.")
class MessageChannel:
    """One channel; fields of another carrier than its own are empty."""

    channel: str = named("sms or email.")
    carried_by: str = named("What carries its messages now: extension, smtp, http, tray or nobody.")
    state: str = named("unset, disabled or enabled.")
    carrier: str = named("smtp or http; empty where nothing is set up.")
    version: int = named("Version of its settings, 0 where nothing is set up.")
    host: str = named("SMTP: the server.")
    port: int = named("SMTP: its port.")
    encryption: str = named("SMTP: starttls, tls or none.")
    user: str = named("SMTP: who signs in.")
    sender: str = named("SMTP: address that messages come from.")
    sender_name: str = named("SMTP: name that messages come from.")
    url: str = named("HTTP: the gateway's address.")
    signing: str = named("HTTP: hmac-sha256 or ed25519.")
    public_key: str = named("HTTP with ed25519: the key by which the gateway checks signatures, PEM.")
    ca: str = named("Certificates of the bank's own authority, PEM.")
    has_secret: bool = named("Whether a password, secret or key is kept.")
    tested_at: datetime | None = named("When the settings as they stand were tested.")
    test_ok: bool | None = named("Whether that test went well; null: there was none.")
    test_message: str = named("What was wrong, in words.")
    changed_at: datetime | None = named("When the settings were changed.")
    now: strawberry.Private[ChannelNow]

    @strawberry.field(description="What the reader may do with it now: set_up, test, enable, disable.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        state = self.now.row.state if self.now.row else None
        kept = self.now.carried_by == "extension"
        return actions(info.context.who(), state, self.now.tested, kept=kept)

    @classmethod
    def of(cls, now: ChannelNow, locale: str) -> Self:
        row = now.row
        said: dict[str, Any] = row.settings if row else {}
        return cls(
            channel=now.channel,
            carried_by=now.carried_by,
            state=row.state if row else "unset",
            carrier=row.carrier if row else "",
            version=row.version if row else 0,
            host=said.get("host", ""),
            port=said.get("port", 0),
            encryption=said.get("encryption", ""),
            user=said.get("user", ""),
            sender=said.get("sender", ""),
            sender_name=said.get("sender_name", ""),
            url=said.get("url", ""),
            signing=said.get("signing", ""),
            public_key=said.get("public_key", ""),
            ca=said.get("ca", ""),
            has_secret=row.has_secret if row else False,
            tested_at=row.tested_at if row else None,
            test_ok=row.tested_ok if row else None,
            test_message=retold(row.tested_why, locale) if row and row.tested_why else "",
            changed_at=row.changed_at if row else None,
            now=now,
        )


@strawberry.type(description="A channel after a step.")
class ChannelDone:
    """The success of every step."""

    channel: MessageChannel = named("The channel as it stands now.")


@strawberry.type(description="A channel after a test message.")
class ChannelTested:
    """The success of a test: that it took place."""

    ok: bool = named("Whether the carrier took the message.")
    message: str = named("What was wrong, in words; empty where it went out.")
    channel: MessageChannel = named("The channel as it stands now.")


async def show_channel(step: ChannelStands, info: Info) -> ChannelDone:
    """Show a channel after a step."""
    return ChannelDone(channel=await _shown(step.channel, info))


async def test_channel(ask: TryChannel, info: Info) -> ChannelTested:
    """Send a test message in the language of whoever asks."""
    context = info.context
    wanted = replace(ask, locale=context.locale)
    tried = await try_channel(wanted, actor=context.who(), work=context.work)
    why = retold(tried.why, context.locale) if tried.why else ""
    return ChannelTested(ok=tried.ok, message=why, channel=await _shown(ask.channel, info))


async def _shown(channel: str, info: Info) -> MessageChannel:
    async with info.context.work.read() as read:
        [found] = [one for one in await channels_now(read) if one.channel == channel]
    return MessageChannel.of(found, info.context.locale)


@strawberry.type
class ChannelQuery:
    """Queries of channels."""

    @strawberry.field(description="Every channel that can be set up.")
    async def message_channels(self, info: Info) -> list[MessageChannel]:
        """List them."""
        info.context.who().must("notices.read_channels")
        async with info.context.work.read() as read:
            found = await channels_now(read)
        return [MessageChannel.of(one, info.context.locale) for one in found]


@strawberry.type
class ChannelMutation:
    """Steps of an administrator."""

    carry_by_smtp = mutation(
        carry_by_smtp,
        "Let an SMTP server carry e-mails; the channel is disabled until it is tested.",
        shows=show_channel,
        result="ChannelResult",
    )
    carry_by_http = mutation(
        carry_by_http,
        "Let a gateway carry a channel's messages; the channel is disabled until it is tested.",
        shows=show_channel,
        result="ChannelResult",
    )
    test_channel = mutation(test_channel, "Send a test message by a channel as it is set up.")
    enable_channel = mutation(
        enable_channel, "Enable a channel that was tested.", shows=show_channel, result="ChannelResult"
    )
    disable_channel = mutation(
        disable_channel, "Disable a channel.", shows=show_channel, result="ChannelResult"
    )
