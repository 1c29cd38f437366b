"""Receive a provider's callback: kept raw first, proved and read in the child, told to the house once.

Invariant   the raw body is committed before anything looks into it; one event id of an installation makes
            one event, however often it is sent; what cannot be proved is refused; what cannot be taken now,
            because the installation is switched off or what was read is not whole, is asked for again, and
            nothing of it counts as told; whoever is refused again and again is turned away before anything
            is kept, and takes no provider's place
"""

import time
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Contended, Missing, NotSignedIn, TooLarge, TooMany
from largesse.kernel.ids import new_id
from largesse.plugging.callbacks.records import Callback
from largesse.plugging.calls.invoke import Invoker
from largesse.plugging.calls.reply import Call, Reply
from largesse.store.work import Tx, Work
from largesse_sdk.contracts.events import ProviderEvent
from largesse_sdk.contracts.rights_types import Verified
from largesse_sdk.values import RawRequest, RawResponse
from largesse_sdk.wire import plain, typed

BODY_MAX = 256 * 1024
EVENTS_MAX = 100
EVENT_ID_MAX = 200
AGAIN_S = 5
AWAY_S = 60
HEADER_MAX = 8 * 1024
ANSWER_MAX = 16 * 1024
KEPT_REFUSED = 1_000
EVENT_TOPIC = "plugging.provider_event_received.v1"
_CAPABILITY = "rights_provider.v1"
_OWN_FAULTS = frozenset({"plugin.misconfigured", "plugin.not_supported", "plugin.egress_refused"})
_ANSWERS = frozenset({"text/plain", "application/json", "application/xml", "text/xml"})
_HARMLESS = {"content-security-policy": "default-src 'none'; sandbox", "cache-control": "no-store"}
_DOOR = (
    "select i.state, coalesce(v.manifest->'callbacks' ? $2, false) as taken from plugging_installation i"
    " join plugging_version v on v.id = i.version where i.id = $1 and i.state <> 'uninstalled'"
)


@dataclass(frozen=True)
class CallbackMissing(Missing):
    """No installation takes callbacks at this path."""

    code = "plugging.callback_missing"


class CallbackAway(Contended):
    """The installation is switched off, or being set up: what is sent to it is to be sent again."""

    wait_s = AWAY_S


@dataclass(frozen=True)
class SenderUnproved(NotSignedIn):
    """The callback is not proved to be the provider's."""

    code = "plugging.sender_unproved"


class State(StrEnum):
    """What became of a callback."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    UNAVAILABLE = "unavailable"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class _Door:
    """Where a callback was sent: the installation's state, and whether its manifest names the path."""

    state: str
    taken: bool


@dataclass(frozen=True)
class Verdict:
    """A callback that the child looked at, and what stands in its way."""

    state: State
    no: Exception | None = None
    event_id: str | None = None
    reason: str = ""
    events: list[ProviderEvent] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Child:
    """The plugin that is asked about one callback; ``at`` the time that it is told, None: the present."""

    invoker: Invoker
    installation: UUID
    kept: UUID
    at: datetime | None = None

    async def ask(self, method: str, args: dict[str, Any]) -> Reply:
        """Ask one method of it."""
        return await self.invoker.call(
            Call(
                installation=self.installation,
                capability=_CAPABILITY,
                method=method,
                args=args,
                request_id=str(self.kept),
                deadline_s=2.0,
                at=self.at,
            )
        )


async def receive_callback(work: Work, invoker: Invoker, installation: UUID, raw: RawRequest) -> RawResponse:
    """Take one callback in and give what the provider is answered.

    Raises:
        TooLarge: ``kernel.too_large``.
        CallbackMissing: ``plugging.callback_missing``: not here, or not a path of its manifest.
        CallbackAway: it is not enabled now; send it again.
        TooMany: ``kernel.too_many``.
        SenderUnproved: ``plugging.sender_unproved``.
        Contended: it cannot be checked now; send it again.
    """
    if len(raw.body) > BODY_MAX:
        raise TooLarge(BODY_MAX)
    if sum(len(name) + len(value) for name, value in raw.headers.items()) > HEADER_MAX:
        raise TooLarge(HEADER_MAX)
    async with work.read() as read:
        door = await read.one(_Door, _DOOR, installation, raw.path)
    if door is None or not door.taken:
        raise CallbackMissing
    if door.state != "enabled":
        raise CallbackAway
    sender, at = (installation, raw.peer), time.monotonic()
    if invoker.refused_rate.spent(sender, at) or not invoker.callback_rate.allows(installation, at):
        raise TooMany(AGAIN_S)
    kept = await _keep(work, installation, raw)
    seen = await look(invoker, installation, kept, raw)
    async with work.job() as tx:
        state = await settle(tx, installation, kept, seen)
    if state is State.REJECTED:
        invoker.refused_rate.allows(sender, at)
    if seen.no is not None:
        raise seen.no
    return await _acknowledge(invoker, installation, kept)


async def forget_refused(work: Work) -> None:
    """Keep, of what was not accepted, the newest thousand of each installation: a tick.

    What waits for a person is counted apart, so that strangers do not push it out.
    """
    async with work.job() as tx:
        await tx.run(
            "delete from plugging_callback c using (select id, row_number() over"
            " (partition by installation, state in ('received', 'unavailable') order by id desc) as nr"
            " from plugging_callback where state <> 'accepted') old where c.id = old.id and old.nr > $1",
            KEPT_REFUSED,
        )


async def _keep(work: Work, installation: UUID, raw: RawRequest) -> UUID:
    kept = new_id()
    async with work.job() as tx:
        await Callback.create(
            using_db=tx.conn,
            id=kept,
            installation=installation,
            received_at=tx.now,
            method=raw.method,
            path=raw.path,
            headers=raw.headers,
            body=raw.body,
            peer=raw.peer,
            state=State.RECEIVED,
        )
    return kept


async def look(
    invoker: Invoker, installation: UUID, kept: UUID, raw: RawRequest, at: datetime | None = None
) -> Verdict:
    """Have the child prove and read a callback.

    Args:
        invoker: this process's.
        installation: whose plugin proves it.
        kept: its id, under which the child is asked.
        raw: what came.
        at: when it came, where that is not now: a signature was fresh then, or never.
    """
    request = plain(raw)
    child = _Child(invoker, installation, kept, at)
    proved = await child.ask("verify_callback", request)
    if proved.outcome != "succeeded":
        return _no(proved)
    verified: Verified = typed(proved.data, Verified)
    args = {"verified": plain(verified), "raw": request}
    parsed = await child.ask("parse_callback", args)
    if parsed.outcome != "succeeded":
        return _no(parsed)
    events: list[ProviderEvent] = typed(parsed.data.get("items", []), list[ProviderEvent])
    if len(events) > EVENTS_MAX or not verified.event_id:
        return Verdict(State.UNAVAILABLE, Contended(), reason="plugging.answer_misshapen")
    return Verdict(State.ACCEPTED, event_id=_event_id(verified.event_id), events=events)


def _event_id(told: str) -> str:
    """Give an event's id as it is kept; a long one by its digest, so that no two become one."""
    return told if len(told) <= EVENT_ID_MAX else f"sha256:{sha256_hex(told.encode())}"


async def settle(tx: Tx[Any], installation: UUID, kept: UUID, seen: Verdict) -> State:
    """Tell the house once per event id; a second callback of the same id is noted as a duplicate."""
    state = seen.state
    if state is State.ACCEPTED:
        await tx.run(
            "select pg_advisory_xact_lock(hashtextextended($1, 0))", f"{installation}:{seen.event_id}"
        )
        same = Callback.filter(installation=installation, event_id=seen.event_id, state=State.ACCEPTED)
        state = State.DUPLICATE if await same.using_db(tx.conn).exists() else State.ACCEPTED
    await (
        Callback.filter(id=kept)
        .using_db(tx.conn)
        .update(state=state, event_id=seen.event_id, reason=seen.reason[:200], settled_at=tx.now)
    )
    if state is State.ACCEPTED:
        for number, event in enumerate(seen.events):
            _tell(tx, installation, f"{seen.event_id}:{number}" if number else str(seen.event_id), event)
    return state


def _tell(tx: Tx[Any], installation: UUID, event_id: str, event: ProviderEvent) -> None:
    payload = plain(event) | {"installation": str(installation), "event_id": event_id}
    tx.emit(EVENT_TOPIC, f"{installation}:{event.provider_ref}", payload)


async def _acknowledge(invoker: Invoker, installation: UUID, kept: UUID) -> RawResponse:
    """Give the plugin's own answer; the plain one where it has none, fails, or wants what is not its own.

    The answer comes from our origin, where a browser may be made to ask for it: a plugin chooses words and
    media type, never a cookie, a redirect or a page that runs.
    """
    reply = await _Child(invoker, installation, kept).ask("ack", {"ok": True})
    try:
        answer: RawResponse = typed(reply.data, RawResponse)
    except ValueError:
        return RawResponse()
    if reply.outcome != "succeeded" or not 200 <= answer.status < 300 or len(answer.body) > ANSWER_MAX:
        return RawResponse()
    given = {name.lower(): value for name, value in answer.headers.items()}
    kind = given.get("content-type", "text/plain").partition(";")[0].strip().lower()
    if kind not in _ANSWERS:
        return RawResponse()
    return RawResponse(status=answer.status, headers={"content-type": kind, **_HARMLESS}, body=answer.body)


def _no(reply: Reply) -> Verdict:
    """Part what is wrong with the callback from what is wrong with us."""
    reason = reply.code or ""
    foreign = reason.startswith("plugin.") and reason not in _OWN_FAULTS
    if reply.outcome == "failed" and reply.retry_after_s is None and foreign:
        return Verdict(State.REJECTED, SenderUnproved(), reason=reason)
    return Verdict(State.UNAVAILABLE, Contended(), reason=reason)
