"""Declare an event, change what is declared of it, or take it no more.

Invariant   who changed what of a family stands in the audit with a reason; an event is never taken out of
            sight: a retired one stays listed
"""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

import msgspec

from largesse.audience.event_names.event_name import (
    NAMES_MAX,
    EventNameChanged,
    EventNameMissing,
    EventNamesMax,
    event_name_given,
)
from largesse.audience.event_names.reads import declared_events
from largesse.audience.event_names.records import DeclaredEvent
from largesse.audience.facts.regulated import AHEAD_MINUTES, LATE_DAYS, EventName, Prop
from largesse.audience.reason import reason_of
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.store.work import Tx, Work


class Family(StrEnum):
    """The family of products that a name stands for."""

    NONE = "none"
    DEPOSIT = "deposit"
    WEALTH = "wealth"
    FUND = "fund"
    INSURANCE = "insurance"
    LOAN = "loan"


class ValueKind(StrEnum):
    """What a value of an event is: a text, a whole number, yes or no, a day."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"


@dataclass(frozen=True)
class EventProp:
    """A value that an event carries."""

    name: str = asked("Its name, lower-case letters, digits and _.")
    kind: ValueKind = asked("text, number, flag or day.")
    zh: str = asked("What it is called in Chinese.")
    en: str = asked("The same in English.", default="")
    regulated: Family = asked("The family of products that it stands for.", default=Family.NONE)
    needed: bool = asked("Whether the event never comes without it.", default=False)


@dataclass(frozen=True, kw_only=True)
class DeclareEvent(Ask):
    """An event and all that it carries, as it is to be from now on."""

    name: str = asked("Its name, such as account.opened.")
    zh: str = asked("What it is called in Chinese.")
    en: str = asked("The same in English.", default="")
    regulated: Family = asked("The family of products that it stands for.")
    sharing: bool = asked("Whether it is a share of a page.", default=False)
    props: tuple[EventProp, ...] = asked("The values that it carries.", default_factory=tuple)
    late_days: int = asked(
        "For how many days after it happened it still counts, 0 to 366.", default=LATE_DAYS
    )
    ahead_minutes: int = asked(
        "By how many minutes its time may lie ahead of ours, 0 to 1440.", default=AHEAD_MINUTES
    )
    version: int = asked("The version that was changed; 0: nobody had changed it here.", default=0)
    reason: str = asked("Why, kept in the audit.")


@dataclass(frozen=True, kw_only=True)
class RetireEvent(Ask):
    """An event that is taken no more."""

    name: str = asked("Its name.")
    reason: str = asked("Why, kept in the audit.")


@dataclass(frozen=True)
class EventDeclared:
    """The event, and its version after it."""

    name: str
    version: int


async def declare_event(ask: DeclareEvent, *, actor: Actor, work: Work) -> EventDeclared:
    """Declare an event, or change what is declared of it; a retired one is taken again.

    Raises:
        Malformed: ``kernel.malformed`` at the field that does not fit.
        EventNameChanged: ``audience.event_name_changed``.
        EventNamesMax: ``audience.event_names_max``.
    """
    actor.must("audience.declare_event")
    reason, event = reason_of(ask.reason), event_name_given(_event(ask))
    async with work.begin(ask, actor, use="audience.declare_event", answer=EventDeclared) as tx:
        if tx.earlier:
            return tx.earlier
        before = (await declared_events(tx)).get(event.name)
        return await tx.done(await _write(tx, event, before, ask.version, reason))


async def retire_event(ask: RetireEvent, *, actor: Actor, work: Work) -> EventDeclared:
    """Take an event no more; activities that wait for it go on and hear nothing.

    Raises:
        EventNameMissing: ``audience.event_name_missing``.
    """
    actor.must("audience.declare_event")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="audience.retire_event", answer=EventDeclared) as tx:
        if tx.earlier:
            return tx.earlier
        before = (await declared_events(tx)).get(ask.name)
        if before is None or before.retired:
            raise EventNameMissing(ask.name)
        row = await DeclaredEvent.get_or_none(name=ask.name, using_db=tx.conn)
        version = row.version if row else 0
        return await tx.done(await _write(tx, replace(before, retired=True), before, version, reason))


def _event(ask: DeclareEvent) -> EventName:
    props = tuple(
        Prop(one.name, one.kind.value, one.zh, one.en, one.regulated.value, one.needed) for one in ask.props
    )
    return EventName(
        ask.name,
        ask.zh,
        ask.en,
        ask.regulated.value,
        props,
        ask.late_days,
        ask.ahead_minutes,
        ask.sharing,
    )


async def _write(
    tx: Tx[Any], event: EventName, before: EventName | None, version: int, reason: str
) -> EventDeclared:
    await tx.value("select pg_advisory_xact_lock(hashtextextended('audience.event_name', 0))")
    row = await DeclaredEvent.get_or_none(name=event.name, using_db=tx.conn)
    if (row.version if row else 0) != version:
        raise EventNameChanged(event.name)
    if before is None and len(await declared_events(tx)) >= NAMES_MAX:
        raise EventNamesMax(NAMES_MAX)
    values = {**asdict(event), "props": msgspec.to_builtins(event.props)}
    values |= {"version": version + 1, "updated_by": tx.actor.id, "updated_at": tx.now}
    await DeclaredEvent.update_or_create(name=values.pop("name"), defaults=values, using_db=tx.conn)
    facts = {"reason": reason, "before": asdict(before) if before else None, "after": asdict(event)}
    action = "audience.event_retired" if event.retired else "audience.event_declared"
    tx.audit(action, event.name, facts)
    return EventDeclared(event.name, version + 1)
