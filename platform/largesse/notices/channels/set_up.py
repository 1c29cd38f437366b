"""Say what carries a channel: an SMTP server, or a gateway that takes signed requests.

Invariant   secrets are sealed and shown nowhere; whoever did not see the newest settings changes nothing
"""

import base64
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import at_most_characters, because
from largesse.kernel.writing import Name
from largesse.notices.carriers.gateway import Gateway, gateway_given, secret_given
from largesse.notices.carriers.smtp import Smtp, smtp_given
from largesse.notices.channels.channels import (
    CHANGES,
    DISABLED,
    EMAIL,
    ChannelChanged,
    ChannelKept,
    PasswordAgain,
    channel_given,
)
from largesse.notices.channels.records import ChannelSetUp
from largesse.notices.channels.sealed_secret import open_secret, seal_secret
from largesse.notices.extensions import brought
from largesse.store.work import Tx, Work

PASSWORD_MAX = 500
_FIRST = """
insert into notices_channel
  (channel, carrier, settings, secret_sealed, version, state, changed_at, changed_by)
values ($1, $2, $3, $4, 1, $5, $6, $7) on conflict do nothing
"""
Kept = tuple[dict[str, Any], str]  # settings and secret so far


@dataclass(frozen=True, kw_only=True, repr=False)  # no log line shows its password
class CarryBySmtp(AskWithoutReceipt):
    """Let an SMTP server carry a channel's messages."""

    channel: str = asked("email.")
    host: str = asked("The server's name.")
    port: int = asked("Its port.", default=587)
    encryption: str = asked("starttls, tls, or none (on this machine only).", default="starttls")
    user: str = asked("Who signs in; empty: nobody does.", default="")
    password: str = asked("Password; empty keeps the one there is.", default="")
    sender: str = asked("E-mail address that messages come from.")
    sender_name: Name = asked("Name that messages come from.", default="")
    ca: str = asked("Certificates of the bank's own authority, PEM.", default="")
    version: int = asked("Version that was read; 0 where nothing is set up.")


@dataclass(frozen=True, kw_only=True, repr=False)  # as above
class CarryByHttp(AskWithoutReceipt):
    """Let a gateway that takes signed requests carry a channel's messages."""

    channel: str = asked("sms or email.")
    url: str = asked("Address that requests are posted to.")
    signing: str = asked("hmac-sha256 or ed25519.", default="hmac-sha256")
    secret: str = asked(
        "Shared secret of hmac-sha256, at least 16 characters; empty keeps the one there is.", default=""
    )
    fresh_key: bool = asked("With ed25519: make a new key pair.", default=False)
    ca: str = asked("Certificates of the bank's own authority, PEM.", default="")
    version: int = asked("Version that was read; 0 where nothing is set up.")


@dataclass(frozen=True)
class ChannelStands:
    """The channel that was changed."""

    channel: str


async def carry_by_smtp(ask: CarryBySmtp, *, actor: Actor, work: Work) -> ChannelStands:
    """Keep an SMTP server for a channel; it must be tested before it is enabled.

    Raises:
        Malformed: ``kernel.malformed`` at the field that does not fit.
        PasswordAgain: ``notices.password_again``: none was typed, and the kept one is another server's.
        ChannelChanged, ChannelKept.
    """
    actor.must(CHANGES)
    if channel_given(ask.channel) != EMAIL:
        raise Malformed(because("notices.reason.email_only"), "channel")
    if len(ask.password) > PASSWORD_MAX:
        raise Malformed(at_most_characters(PASSWORD_MAX), "password")
    fields: Any = asdict(ask)
    for name in ("key", "channel", "password", "version"):
        del fields[name]
    server = smtp_given(Smtp(**{name: _typed(value) for name, value in fields.items()}))

    def made(kept: Kept) -> Kept:
        return asdict(server), _password(server, ask.password, *kept)

    return await _keep("smtp", ask.channel, ask.version, made, (actor, work))


async def carry_by_http(ask: CarryByHttp, *, actor: Actor, work: Work) -> ChannelStands:
    """Keep a gateway for a channel; it must be tested before it is enabled.

    Raises:
        Malformed: ``kernel.malformed`` at the field that does not fit.
        ChannelChanged, ChannelKept.
    """
    actor.must(CHANGES)
    channel_given(ask.channel)
    signing: Any = ask.signing
    gateway = gateway_given(ask.url, signing, ask.ca)
    typed = secret_given(ask.secret) if ask.secret else ""

    def made(kept: Kept) -> Kept:
        return _signing(gateway, typed, kept, fresh=ask.fresh_key)

    return await _keep("http", ask.channel, ask.version, made, (actor, work))


async def _keep(
    carrier: str, channel: str, version: int, made: Callable[[Kept], Kept], by: tuple[Actor, Work]
) -> ChannelStands:
    """Write settings and secret over those of the version that was read."""
    actor, work = by
    async with work.job(actor) as tx:
        if brought(tx.house, channel):
            raise ChannelKept(channel)
        rows = ChannelSetUp.filter(channel=channel).using_db(tx.conn)
        there = await rows.select_for_update().first()
        if (there.version if there else 0) != version:
            raise ChannelChanged(channel)
        kept: Kept = {}, ""
        if there is not None and there.carrier == carrier:
            kept = there.settings, open_secret(channel, there.secret_sealed)
        settings, secret = made(kept)
        sealed = seal_secret(channel, secret)
        if there is None:
            await _first(tx, carrier, channel, (settings, sealed))
        else:
            await rows.update(
                carrier=carrier,
                settings=settings,
                secret_sealed=sealed,
                version=version + 1,
                state=DISABLED,
                tested_at=None,
                tested_ok=None,
                tested_why="",
                changed_at=tx.now,
                changed_by=actor.id,
            )
        facts = {"carrier": carrier, "settings": settings, "secret_changed": secret != kept[1]}
        tx.audit("notices.channel_set_up", channel, facts)
    return ChannelStands(channel)


async def _first(tx: Tx[Any], carrier: str, channel: str, kept: Kept) -> None:
    if not await tx.run(_FIRST, channel, carrier, *kept, DISABLED, tx.now, tx.actor.id):
        raise ChannelChanged(channel)


def _password(server: Smtp, typed: str, settings: dict[str, Any], kept: str) -> str:
    """Give the password to keep: the typed one, or the earlier one of this very server and user."""
    if typed or not server.user:
        return typed if server.user else ""
    same = ("host", "port", "encryption", "user", "ca")
    if not kept or any(settings.get(name) != getattr(server, name) for name in same):
        raise PasswordAgain
    return kept


def _signing(gateway: Gateway, typed: str, kept: Kept, *, fresh: bool) -> Kept:
    """Give settings and secret of a gateway: a key pair of the house's own, or the shared secret."""
    earlier, secret = kept
    same = earlier.get("signing") == gateway.signing
    if gateway.signing == "ed25519":
        if same and not fresh:
            return asdict(gateway) | {"public_key": earlier.get("public_key")}, secret
        pair = Ed25519PrivateKey.generate()
        pem = pair.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        private = base64.b64encode(pair.private_bytes_raw()).decode()
        return asdict(gateway) | {"public_key": pem}, private
    return asdict(gateway), typed or secret_given(secret if same else "")


def _typed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
