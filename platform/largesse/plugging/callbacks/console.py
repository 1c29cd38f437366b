"""Callbacks that wait for a person, on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import retold, said
from largesse.kernel.ids import text_id
from largesse.plugging.callbacks.kept import (
    CALLBACK,
    CallbackSettled,
    RetryCallback,
    dismiss_callback,
    retry_callback,
)
from largesse.plugging.callbacks.reads import KeptRow, kept_page
from largesse.plugging.calls.invoke import INVOKER


@strawberry.type(description="A provider's callback that could not be checked when it came.")
class KeptCallback:
    """One kept callback."""

    id: str = named("Id, cbk_….")
    plugin: str = named("The plugin it was sent to, publisher.name.")
    plugin_name: str = named("What that plugin is called.")
    path: str = named("Where it was sent, below the installation's address.")
    peer: str = named("Where it came from.")
    size: int = named("Bytes of its body, which is kept as it came.")
    reason: str = named("Why it was not taken, in words.")
    tries: int = named("How often it was looked at.")
    received_at: datetime = named("When it came.")

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return ["retry", "dismiss"] if info.context.who().may("plugging.settle_callback") else []

    @classmethod
    def of(cls, row: KeptRow, locale: str) -> Self:
        return cls(
            id=text_id(CALLBACK, row.id),
            plugin=row.plugin,
            plugin_name=said(row.title, locale),
            path=row.path,
            peer=row.peer,
            size=row.size,
            reason=retold(row.reason or "plugging.callback_left", locale),
            tries=row.tries,
            received_at=row.received_at,
        )


@strawberry.type(name="CallbackSettled", description="A kept callback waits no more.")
class CallbackSettledType:
    """What became of it."""

    id: str = named("Its id, cbk_….")
    state: str = named("accepted: the house was told; duplicate: it knew already; dismissed.")

    @classmethod
    def of(cls, settled: CallbackSettled) -> Self:
        return cls(id=text_id(CALLBACK, settled.callback), state=settled.state)


async def retry_kept(ask: RetryCallback, info: Info) -> CallbackSettledType:
    """Have this process's invoker look at it."""
    context = info.context
    settled = await retry_callback(
        ask, actor=context.who(), work=context.work, invoker=context.work.house.needed(INVOKER)
    )
    return CallbackSettledType.of(settled)


@strawberry.type
class CallbackQuery:
    """Callbacks that wait."""

    kept_callbacks: Connection[KeptCallback] = list_field(
        Listing("kept_callbacks", "plugging.view", kept_page, KeptCallback.of),
        "Callbacks that could not be checked and wait for a person. sort: at, plugin, path.",
    )


@strawberry.type
class CallbackMutation:
    """What settles them."""

    retry_callback = mutation(
        retry_kept, "Look at a kept callback again, as at the time it came.", name="retry_callback"
    )
    dismiss_callback = mutation(
        dismiss_callback, "Put a kept callback aside for good.", shows=CallbackSettledType.of
    )
