"""``tag``: the client gets a tag."""

from typing import Any

import msgspec

from largesse.activities.effects.tag import TAG
from largesse.audience.clients.tagging import add_tag
from largesse.play.effects.carried import Carried, Due
from largesse.store.extending import hookimpl
from largesse.store.work import Tx


class _Tag(msgspec.Struct):
    tag: str


async def act(due: Due, tx: Tx[Any]) -> None:
    """Add the tag."""
    await add_tag(tx, due.client, msgspec.convert(due.effect, _Tag).tag, because=str(due.draw))


@hookimpl
def carried_effect() -> Carried:
    """Give this effect."""
    return Carried(effect=TAG, act=act)
