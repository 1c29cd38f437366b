"""An order before a person: what can safely be done with it, and why the rest cannot. Pure.

Invariant   what may have been done at a provider is asked after or settled with evidence, never sent again
            nor given to another
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from largesse.kernel.errors import Missing, Refusal

UNKNOWN_LONG = timedelta(minutes=15)
ALONE_MAX_MINOR = 50_000  # a right that costs more is marked as done by two persons
SENT = frozenset({"submitted", "unknown", "accepted"})
Act = Literal["ask", "send", "reroute", "done", "give_up", "close", "pause", "resume", "note"]
Cause = Literal["unknown", "unsent", "failed", "city", "missed", "soon", "dead", "contradicts"]
Against = Literal[
    "not_sent",
    "answered",
    "maybe_done",
    "served",
    "paused",
    "no_city",
    "other_live",
    "over",
    "no_offer",
    "open",
    "proposed",
    "closed",
]


@dataclass(frozen=True)
class OrderMissing(Missing):
    """No such order within reach."""

    code = "rights.order_missing"


@dataclass(frozen=True)
class OrderActUnsafe(Refusal):
    """As the order stands by now, this could serve the client twice, or comes too late."""

    code = "rights.order_act_unsafe"
    why: Against


@dataclass(frozen=True)
class ClockStands(Refusal):
    """The order's clock does not run, or is not paused by hand."""

    code = "rights.order_clock_stands"


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides over an order: its own state, its right's, and what else is there.

    ``waits``: the right is issued and valid; ``newest``: no order of the right was placed later, so that none
    other is live; ``more``: the SKU has an active offer that was not asked in this chain; ``proposed``: a
    second person is to sign that it was served; ``closed``: a person settled it and nothing is new;
    ``nobody``: no offer serves its city, so that nobody can be asked.
    """

    state: str
    paused: bool
    waits: bool
    newest: bool
    more: bool
    sla_state: str | None = None
    sla_cause: str | None = None
    proposed: bool = False
    closed: bool = False
    nobody: bool = False


def against_ask(order: Standing) -> Against | None:
    """Say why the provider is not asked what became of an order; None: it can be."""
    if order.state == "created":
        return "not_sent"
    return None if order.state in SENT else "answered"


def against_send(order: Standing) -> Against | None:
    """Say why an order is not sent to the same provider now; None: it can be, nothing was done."""
    if order.state in SENT:
        return "maybe_done"
    if order.state != "created":
        return "answered"
    if order.nobody:
        return "no_city"
    return "paused" if order.paused else None


def against_reroute(order: Standing) -> Against | None:
    """Say why an order is not given to another provider; None: it can be, nothing was done."""
    return _against_anew(order) or (None if order.more else "no_offer")


def against_done(order: Standing) -> Against | None:
    """Say why an order cannot be marked as served by hand; None: it can be, with evidence."""
    if order.proposed:
        return "proposed"
    if order.state == "created":
        return "not_sent"
    if order.state in SENT:
        return None if order.waits else "over"
    return _against_anew(order)


def against_give_up(order: Standing) -> Against | None:
    """Say why an order cannot be given up; None: it was surely not sent."""
    if order.state in SENT:
        return "maybe_done"
    return None if order.state == "created" else "answered"


def against_close(order: Standing) -> Against | None:
    """Say why a case cannot be closed; None: the order is over, and a person says how it was settled."""
    if order.state == "created" or order.state in SENT:
        return "open"
    return "closed" if order.closed else None


AGAINST: dict[Act, Callable[[Standing], Against | None]] = {
    "ask": against_ask,
    "send": against_send,
    "reroute": against_reroute,
    "done": against_done,
    "give_up": against_give_up,
    "close": against_close,
}


def acts(order: Standing) -> list[Act]:
    """Name what can safely be done with an order."""
    found: list[Act] = [act for act, against in AGAINST.items() if against(order) is None]
    if order.sla_state == "running":
        found.append("pause")
    if order.sla_state == "paused" and order.sla_cause != "provider":
        found.append("resume")
    return [*found, "note"]


def expect(order: Standing, act: Act) -> None:
    """Refuse an act that is not safe as the order stands.

    Raises:
        OrderActUnsafe: ``rights.order_act_unsafe``.
    """
    why = AGAINST[act](order)
    if why is not None:
        raise OrderActUnsafe(why)


def _against_anew(order: Standing) -> Against | None:
    """Say why nothing else may serve the right in this order's place."""
    if order.state in SENT:
        return "maybe_done"
    if order.state not in {"created", "failed"}:
        return "served" if order.state == "completed" else "answered"
    if not order.newest:
        return "other_live"
    return None if order.waits else "over"
