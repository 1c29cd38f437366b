"""What the room does on events: a wanted message is written."""

from typing import Any
from uuid import UUID

from largesse.audience.entering.code import MESSAGE_WANTED
from largesse.notices.send import Message, send
from largesse.store.outbox import Event, Handler, TwoStep
from largesse.store.sealing import open_sealed
from largesse.store.work import Tx


async def write_wanted(event: Event, tx: Tx[Any]) -> None:
    """Write the message that the room below wants sent; its secret travelled sealed."""
    asked = event.payload
    secret = open_sealed(asked["secret_sealed"], "message").decode()
    to = open_sealed(asked["to_sealed"], "message").decode()
    unit = UUID(asked["org_unit"]) if asked.get("org_unit") else None
    wanted = Message(asked["channel"], to, asked["template"], {"secret": secret}, asked["locale"], unit)
    await send(tx, wanted)


HANDLERS: dict[str, list[Handler | TwoStep]] = {
    MESSAGE_WANTED: [Handler("notices.write_wanted", write_wanted)],
}
