"""What is to become of an event: it fits what is declared of its name, or the reason why not; pure.

Invariant   the reason is the first thing that a person would mend; a late event and one whose time lies
            ahead are told after everything else, for these alone a person may let count as they are
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from largesse.audience.facts.regulated import EventName, Prop
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed
from largesse.kernel.expression import Value
from largesse.kernel.writing import name_given
from largesse.play.inbound.told import Told

TEXT_MAX, NUMBER_MAX, WHAT_MAX = 200, 10**12, 120
ClientKind = Literal["number", "bank_app", "wechat", "wecom", "mobile"]
CLIENT_KINDS: tuple[ClientKind, ...] = ("number", "bank_app", "wechat", "wecom", "mobile")
Reason = Literal[
    "undeclared_name",
    "retired_name",
    "not_of_source",
    "not_a_time",
    "client_misshapen",
    "undeclared_prop",
    "prop_missing",
    "prop_misshapen",
    "client_unknown",
    "late",
    "ahead",
    "told_again",
]
TIMES: frozenset[Reason] = frozenset({"late", "ahead"})


@dataclass(frozen=True, slots=True)
class Named:
    """Whom an event concerns, by which kind of number."""

    kind: ClientKind
    value: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why an event does not count; ``what`` names the part of it."""

    reason: Reason
    what: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """An event that fits what is declared; ``untimely`` where only its time stands in the way."""

    at: datetime
    client: Named
    props: Mapping[str, Value]
    untimely: Unfit | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """What events are judged against: the declared ones, those that the source may tell, time and zone."""

    declared: Mapping[str, EventName]
    allowed: Collection[str]
    now: datetime
    zone: str


def judge(told: Told, against: Against) -> Fit | Unfit:
    """Say whether an event fits what is declared of its name; whether its client is known is asked apart."""
    declared = against.declared.get(told.name)
    if declared is None:
        return Unfit("undeclared_name", told.name)
    if declared.retired:
        return Unfit("retired_name", told.name)
    if against.allowed and told.name not in against.allowed:
        return Unfit("not_of_source", told.name)
    at, client, props = _instant(told.at), _client(told.client), _props(told.props, declared)
    if at is None:
        return Unfit("not_a_time", _said(told.at))
    if client is None:
        return Unfit("client_misshapen")
    return props if isinstance(props, Unfit) else Fit(at, client, props, _untimely(at, declared, against))


def _instant(said: Any) -> datetime | None:
    """Read an instant with its offset; None: it is none."""
    if not isinstance(said, str) or len(said) > 40:
        return None
    try:
        at = datetime.fromisoformat(said)
        return None if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _untimely(at: datetime, declared: EventName, against: Against) -> Unfit | None:
    if at > against.now + timedelta(minutes=declared.ahead_minutes):
        return Unfit("ahead", at.isoformat())
    try:
        days = (day_in(against.now, against.zone) - day_in(at, against.zone)).days
    except OverflowError:
        return Unfit("late", at.isoformat())
    return Unfit("late", at.isoformat()) if days > declared.late_days else None


def _client(said: Any) -> Named | None:
    match said:
        case {**named} if len(named) == 1:
            ((kind, value),) = named.items()
            for one in CLIENT_KINDS:
                if kind == one and isinstance(value, str) and 1 <= len(value.strip()) <= 128:
                    return Named(one, value)
    return None


def _props(said: Any, declared: EventName) -> dict[str, Value] | Unfit:
    if not isinstance(said, Mapping):
        return Unfit("prop_misshapen", "props")
    known = {one.name: one for one in declared.props}
    unknown = sorted(str(one) for one in said if one not in known)
    if unknown:
        return Unfit("undeclared_prop", unknown[0][:WHAT_MAX])
    found: dict[str, Value] = {}
    for name, prop in known.items():
        if said.get(name) is None:
            if prop.needed:
                return Unfit("prop_missing", name)
            continue
        value = _value(said[name], prop)
        if value is None:
            return Unfit("prop_misshapen", name)
        found[name] = value
    return found


def _value(said: Any, prop: Prop) -> Value | None:
    """Read a value of its declared kind; None: it is of another."""
    if prop.kind == "flag":
        return said if isinstance(said, bool) else None
    if prop.kind == "number":
        return said if type(said) is int and abs(said) <= NUMBER_MAX else None
    if not isinstance(said, str):
        return None
    try:
        text = name_given(said, prop.name)
        if prop.kind == "day":
            return date.fromisoformat(text).isoformat() if len(text) == 10 else None
    except (Malformed, ValueError):
        return None
    return text if 1 <= len(text) <= TEXT_MAX else None


def _said(value: Any) -> str:
    """Give what was said in the place of a time, as far as it can be shown."""
    text = value if isinstance(value, str) else ""
    return "".join(one for one in text[:40] if one.isprintable() and one.isascii())
