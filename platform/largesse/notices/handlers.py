"""What the room does on events and by the clock: wanted messages and notices that are due are sent."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.audience.entering.code import MESSAGE_WANTED
from largesse.kernel.settings import settings
from largesse.notices.channel import Outgoing
from largesse.notices.inbox.send import DUE, SEND, hand_due
from largesse.notices.records import MessageId
from largesse.notices.send import Carried, Wanted, carry, note, write
from largesse.store.forgetting import Forgotten
from largesse.store.outbox import Event, Handlers, Tick, TwoStep
from largesse.store.sealing import open_sealed
from largesse.store.work import Tx, Work

USEFUL = timedelta(days=1)  # a message that does not say how long it has a use


async def prepare(event: Event, tx: Tx[Any]) -> Outgoing | None:
    """Write the message; its secret and its recipient travelled sealed. The event's id becomes its own."""
    asked = event.payload
    until = asked.get("until")
    wanted = Wanted(
        channel=asked["channel"],
        to=open_sealed(asked["to_sealed"], "message").decode(),
        template=asked["template"],
        facts={"secret": open_sealed(asked["secret_sealed"], "message").decode()},
        locale=asked["locale"],
        org_unit=UUID(asked["org_unit"]) if asked.get("org_unit") else None,
        until=datetime.fromisoformat(until) if until else event.at + USEFUL,
    )
    return await write(tx, MessageId(event.id), wanted)


async def call(message: Outgoing, _request: str, work: Work) -> Carried:
    """Have the message carried."""
    return await carry(message, work)


async def finish(message: Outgoing, carried: Carried, tx: Tx[Any]) -> None:
    """Note how the channel left it."""
    await note(tx, message, carried)


FORGETS = (
    Forgotten(
        "notices_message", ("id",), "at < $1", lambda: settings().keep_messages_days, by="notices_forget"
    ),
    Forgotten(
        "notices_notice",
        ("id",),
        "at < $1",
        lambda: settings().keep_notices_days,
        by="notices_forget_notices",
    ),
)
HANDLERS: Handlers = {
    MESSAGE_WANTED: [TwoStep("notices.send_wanted", prepare, call, finish)],
    DUE: [SEND],
}
TICKS = [Tick("notices.hand_due", 15.0, hand_due)]
