"""Send a message: written, sealed, in the caller's commit; a channel's plugin carries it from there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from largesse.audience.clients.masking import mask_mobile, mask_opaque
from largesse.kernel.copy import text
from largesse.kernel.ids import new_id
from largesse.store.sealing import seal
from largesse.store.work import Tx

Channel = Literal["sms", "wechat", "wecom", "bank_app"]
SEALED = "notices.message"


@dataclass(frozen=True)
class Message:
    """What goes to whom: ``template`` is a key of the copy files, ``org_unit`` the client's."""

    channel: Channel
    to: str
    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    locale: str = "zh-CN"
    org_unit: UUID | None = None


async def send(tx: Tx[Any], message: Message) -> UUID:
    """Put a message into the tray in this commit and return its id."""
    ident = new_id()
    body = text(message.template, message.locale, message.facts)
    hint = mask_mobile(message.to) if message.channel == "sms" else mask_opaque(message.to)
    await tx.run(
        """insert into notices_message (id, channel, recipient_sealed, recipient_hint, template, body_sealed,
                                        locale, state, at, org_unit)
           values ($1, $2, $3, $4, $5, $6, $7, 'in_tray', $8, $9)""",
        ident,
        message.channel,
        seal(message.to.encode(), SEALED),
        hint,
        message.template,
        seal(body.encode(), SEALED),
        message.locale,
        tx.now,
        message.org_unit,
    )
    return ident
