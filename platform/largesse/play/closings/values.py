"""The public values that select: one person records them, another confirms them; then nobody changes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.reads import published
from largesse.activities.revisions.content import documents_of
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Broken, Malformed, Missing, Refusal
from largesse.kernel.reasons import because, characters
from largesse.play.operators.later import Drawing
from largesse.play.plans.memory import means_of
from largesse.play.plans.plan import Edition, plan_of
from largesse.rights.entitlements.entitlement import ACTIVITY
from largesse.store.work import Tx, Work

NUMBER_MAX = 999_999_999
SOURCE_MAX = 200
_LOCK = """
select revision_hash, closed_at, root, numbers, source, recorded_by, recorded_by_name, confirmed_at
from play_closing where activity = $1 and play = $2 and cycle = '' for no key update
"""
_RECORD = """
update play_closing set numbers = $3, source = $4, recorded_by = $5, recorded_by_name = $6, recorded_at = $7
where activity = $1 and play = $2 and cycle = '' and root is not null and confirmed_at is null
"""
_CONFIRM = """
update play_closing set confirmed_by = $3, confirmed_by_name = $4, confirmed_at = $5
where activity = $1 and play = $2 and cycle = '' and recorded_by <> $3 and confirmed_at is null
"""


@dataclass(frozen=True)
class DrawMissing(Missing):
    """The activity has no such draw, or none within reach."""

    code = "play.draw_missing"
    play: str


@dataclass(frozen=True)
class ListOpen(Refusal):
    """The list of entries is not closed yet, or nobody entered."""

    code = "play.list_open"


@dataclass(frozen=True)
class ValuesNotPublic(Refusal):
    """The values are not public yet; ``retry_at`` says when they are."""

    code = "play.values_not_public"
    retry_at: datetime | None = None


@dataclass(frozen=True)
class ValuesStand(Refusal):
    """Two persons have recorded the values; they stay."""

    code = "play.values_stand"


@dataclass(frozen=True)
class ValuesDiffer(Refusal):
    """What was recorded is not what is to be confirmed."""

    code = "play.values_differ"
    path = "numbers"


@dataclass(frozen=True)
class SamePerson(Refusal):
    """Whoever recorded the values does not confirm them."""

    code = "play.same_person"


@dataclass(frozen=True, kw_only=True)
class RecordValues(Ask):
    """Record the public values of a draw, from where anyone can look them up."""

    activity: UUID = asked("Activity, act_….", id=ACTIVITY)
    play: str = asked("The play's id in the document.")
    numbers: tuple[int, ...] = asked("The numbers, as they were published.")
    source: str = asked("Where they are published: issue, day, address.")


@dataclass(frozen=True, kw_only=True)
class ConfirmValues(Ask):
    """Confirm as a second person what was recorded, by writing the numbers again."""

    activity: UUID = asked("Activity, act_….", id=ACTIVITY)
    play: str = asked("The play's id in the document.")
    numbers: tuple[int, ...] = asked("The numbers, as they were published.")


@dataclass(frozen=True)
class ValuesKept:
    """A draw whose values were recorded or confirmed."""

    activity: UUID
    play: str


@dataclass(frozen=True, slots=True)
class _Closing:
    revision_hash: str | None
    closed_at: datetime | None
    root: str | None
    numbers: str | None
    source: str | None
    recorded_by: UUID | None
    recorded_by_name: str | None
    confirmed_at: datetime | None


async def record_values(ask: RecordValues, *, actor: Actor, work: Work) -> ValuesKept:
    """Record the values once the root is out and they are public; a wrong one is recorded again.

    Raises:
        DrawMissing: ``play.draw_missing``.
        ListOpen: ``play.list_open``.
        ValuesNotPublic: ``play.values_not_public``.
        ValuesStand: ``play.values_stand``.
        Malformed: ``kernel.malformed`` at ``numbers`` or ``source``.
    """
    actor.must("play.record_values")
    async with work.begin(ask, actor, use="play.record_values", answer=ValuesKept) as tx:
        if tx.earlier:
            return tx.earlier
        _, drawing, unit = await _held(tx, ask.activity, ask.play, actor)
        if tx.now < drawing.values_at:
            raise ValuesNotPublic(drawing.values_at)
        numbers, source = _written(ask.numbers, drawing.count), ask.source.strip()
        if not 1 <= len(source) <= SOURCE_MAX or "\0" in source:
            raise Malformed(characters(1, SOURCE_MAX), "source")
        if not await tx.run(_RECORD, ask.activity, ask.play, numbers, source, actor.id, actor.name, tx.now):
            raise Broken("values were not recorded under their lock")
        facts = {"play": ask.play, "numbers": numbers, "source": source}
        tx.audit("play.values_recorded", str(ask.activity), facts, org_unit=unit)
        return await tx.done(ValuesKept(ask.activity, ask.play))


async def confirm_values(ask: ConfirmValues, *, actor: Actor, work: Work) -> ValuesKept:
    """Confirm the values; from then on they select, and nobody changes them.

    Raises:
        DrawMissing: ``play.draw_missing``.
        ListOpen: ``play.list_open``: nothing was recorded yet.
        SamePerson: ``play.same_person``.
        ValuesDiffer: ``play.values_differ``.
        ValuesStand: ``play.values_stand``.
        Malformed: ``kernel.malformed`` at ``numbers``.
    """
    actor.must("play.confirm_values")
    async with work.begin(ask, actor, use="play.confirm_values", answer=ValuesKept) as tx:
        if tx.earlier:
            return tx.earlier
        closing, drawing, unit = await _held(tx, ask.activity, ask.play, actor)
        if closing.recorded_by is None:
            raise ListOpen
        if closing.recorded_by == actor.id:
            raise SamePerson
        numbers = _written(ask.numbers, drawing.count)
        if numbers != closing.numbers:
            raise ValuesDiffer
        if not await tx.run(_CONFIRM, ask.activity, ask.play, actor.id, actor.name, tx.now):
            raise Broken("values were not confirmed under their lock")
        facts = {"play": ask.play, "numbers": numbers, "source": closing.source}
        tx.audit("play.values_confirmed", str(ask.activity), facts, org_unit=unit)
        return await tx.done(ValuesKept(ask.activity, ask.play))


async def _held(tx: Tx[Any], activity: UUID, play: str, actor: Actor) -> tuple[_Closing, Drawing, UUID]:
    """Lock a closed draw whose values may still change; gives how it was announced, and its org unit."""
    shown = await published(tx, activity)
    if shown is None or not actor.reaches(shown.org_unit):
        raise DrawMissing(play)
    found = await tx.one(_Closing, _LOCK, activity, play)
    if found is None:
        raise DrawMissing(play)
    if found.root is None or found.revision_hash is None:
        raise ListOpen
    if found.confirmed_at is not None:
        raise ValuesStand
    documents = await documents_of(tx, activity, [found.revision_hash])
    edition = Edition(activity, found.revision_hash, dict(documents[found.revision_hash]))
    drawing = plan_of(edition, play, means_of(tx.house)).drawing
    if drawing is None:
        raise DrawMissing(play)
    return found, drawing, shown.org_unit


def _written(numbers: tuple[int, ...], count: int) -> str:
    """Write the numbers in rising order, as they stand in the key."""
    if len(numbers) != count or any(not 0 <= one <= NUMBER_MAX for one in numbers):
        raise Malformed(because("play.reason.numbers", count=count, most=NUMBER_MAX), "numbers")
    return ".".join(map(str, sorted(numbers)))
