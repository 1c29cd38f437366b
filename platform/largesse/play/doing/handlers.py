"""Effects that are done after the attempt: each in one transaction with its delivery, so once."""

from typing import Any

from largesse.kernel.errors import Broken
from largesse.play.effects.carried import Due
from largesse.play.extensions import effects_of
from largesse.store.outbox import Event, Handler, Handlers
from largesse.store.work import Tx, typed


async def do_effect(event: Event, tx: Tx[Any]) -> None:
    """Do what a decided play left to be done.

    Raises:
        Broken: this process does not know the effect; the delivery stays for one that does.
    """
    due = typed(event.payload, Due)
    known = effects_of(tx.house).get(due.name)
    if known is None or known.act is None:
        raise Broken(f"nobody does {due.name}")
    await known.act(due, tx)


HANDLERS: Handlers = {"play.effect_due.v1": [Handler("play.do_effect", do_effect)]}
