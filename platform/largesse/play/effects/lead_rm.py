"""``lead_rm``: the client's adviser gets a lead, with its cause and the day by which to call."""

from typing import Any

import msgspec

from largesse.activities.effects.lead_rm import LEAD_RM
from largesse.play.effects.carried import Carried, Due
from largesse.play.leads.lead import Cause, make_lead
from largesse.store.extending import hookimpl
from largesse.store.work import Tx

_DAYS = 7


class _Lead(msgspec.Struct):
    reason: dict[str, str]
    days: int = _DAYS


async def act(due: Due, tx: Tx[Any]) -> None:
    """Make the lead."""
    lead = msgspec.convert(due.effect, _Lead)
    cause = Cause(due.draw, due.place, due.client, due.activity, due.play)
    await make_lead(tx, cause, lead.reason, lead.days)


@hookimpl
def carried_effect() -> Carried:
    """Give this effect."""
    return Carried(effect=LEAD_RM, act=act)
