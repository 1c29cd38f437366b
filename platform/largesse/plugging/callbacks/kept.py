"""Callbacks that could not be checked: a person has them looked at again, or puts them aside.

Invariant   nothing is told twice, whoever looks again and however often; what the plugin will not prove now
            stays before people, because it may be our configuration that is wrong
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import characters
from largesse.plugging.callbacks.receive import State, look, settle
from largesse.plugging.callbacks.records import Callback
from largesse.plugging.calls.invoke import Invoker
from largesse.plugging.installations.lock import decides_for
from largesse.plugging.installations.records import Installation
from largesse.store.work import Tx, Work
from largesse_sdk.values import RawRequest

CALLBACK = "cbk"
REASON_MAX = 500
LEFT_AFTER = timedelta(minutes=1)  # a callback that is still "received" then was left behind by its process
_RETRY = "plugging.retry_callback"


@dataclass(frozen=True)
class CallbackGone(Missing):
    """No such callback waits for a person."""

    code = "plugging.callback_gone"
    callback: str


@dataclass(frozen=True)
class CallbackUnproved(Refusal):
    """The plugin still cannot prove or read the callback; ``why`` is its word for it."""

    code = "plugging.callback_unproved"
    why: str


@dataclass(frozen=True, kw_only=True)
class RetryCallback(Ask):
    """A kept callback that is looked at again."""

    callback: UUID = asked("The callback, cbk_….", id="cbk")


@dataclass(frozen=True, kw_only=True)
class DismissCallback(Ask):
    """A kept callback that is put aside."""

    callback: UUID = asked("The callback, cbk_….", id="cbk")
    reason: str = asked("Why, 1 to 500 characters; kept in the audit.")


@dataclass(frozen=True)
class CallbackSettled:
    """What became of it: accepted, duplicate or dismissed."""

    callback: UUID
    state: State


def waits(state: str, received_at: datetime, now: datetime) -> bool:
    """Tell whether a callback waits for a person."""
    return state == State.UNAVAILABLE or (state == State.RECEIVED and received_at < now - LEFT_AFTER)


async def retry_callback(
    ask: RetryCallback, *, actor: Actor, work: Work, invoker: Invoker
) -> CallbackSettled:
    """Have the plugin look at a callback again, as when it came, and tell the house what it says.

    Raises:
        CallbackGone: ``plugging.callback_gone``, also where somebody else decides.
        CallbackUnproved: ``plugging.callback_unproved``: it stays where it is.
    """
    actor.must("plugging.settle_callback")
    earlier = await work.earlier(ask, actor, use=_RETRY, answer=CallbackSettled)
    if earlier:
        return earlier
    async with work.job(actor) as first:
        kept = await _locked(first, ask.callback, actor)
    raw = RawRequest(
        method=kept.method, path=kept.path, headers=kept.headers, body=bytes(kept.body), peer=kept.peer
    )
    seen = await look(invoker, kept.installation, kept.id, raw, kept.received_at)
    if seen.no is not None:
        await _count(work, actor, kept.id, seen.reason)
        raise CallbackUnproved(seen.reason)
    async with work.begin(ask, actor, use=_RETRY, answer=CallbackSettled) as tx:
        if tx.earlier:
            return tx.earlier
        await _locked(tx, ask.callback, actor)
        state = await settle(tx, kept.installation, kept.id, replace(seen, reason=""))
        tx.audit(_RETRY, str(kept.id), {"installation": kept.installation, "state": state})
        return await tx.done(CallbackSettled(kept.id, state))


async def dismiss_callback(ask: DismissCallback, *, actor: Actor, work: Work) -> CallbackSettled:
    """Put a kept callback aside for good.

    Raises:
        CallbackGone: ``plugging.callback_gone``, also where somebody else decides.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("plugging.settle_callback")
    reason = ask.reason.strip()
    if not 1 <= len(reason) <= REASON_MAX:
        raise Malformed(characters(1, REASON_MAX), "reason")
    use = "plugging.dismiss_callback"
    async with work.begin(ask, actor, use=use, answer=CallbackSettled) as tx:
        if tx.earlier:
            return tx.earlier
        kept = await _locked(tx, ask.callback, actor)
        changes = {"state": State.DISMISSED, "dismissed_by": actor.id, "dismiss_reason": reason}
        await Callback.filter(id=kept.id).using_db(tx.conn).update(**changes, settled_at=tx.now)
        tx.audit(use, str(kept.id), {"installation": kept.installation, "reason": reason})
        return await tx.done(CallbackSettled(kept.id, State.DISMISSED))


async def _locked(tx: Tx[Any], callback: UUID, actor: Actor) -> Callback:
    """Lock a callback that waits for a person, of an installation for which the actor decides."""
    gone = CallbackGone(str(callback))
    kept = await Callback.filter(id=callback).using_db(tx.conn).select_for_update().first()
    if kept is None or not waits(kept.state, kept.received_at, tx.now):
        raise gone
    installation = await Installation.get(id=kept.installation, using_db=tx.conn)
    actor.reach(installation.org_unit, gone)
    if not decides_for(installation.org_unit, actor):
        raise gone
    return kept


async def _count(work: Work, actor: Actor, callback: UUID, reason: str) -> None:
    """Note a try that led nowhere."""
    async with work.job(actor) as tx:
        await tx.run(
            "update plugging_callback set tries = tries + 1, reason = $2, state = 'unavailable',"
            " settled_at = $3 where id = $1 and state in ('received', 'unavailable')",
            callback,
            reason[:200],
            tx.now,
        )
