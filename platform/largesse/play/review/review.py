"""Review of held attempts: staff lets one go on or refuses it, each once.

Invariant   a held attempt has taken nothing; one that is released is played once, by its own key, whatever
            process dies in between; what became of it is written beside it
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from largesse.activities.lifecycle.locking import locked
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import now
from largesse.kernel.errors import Contended, Missing, Refusal, Told
from largesse.kernel.ids import text_id
from largesse.play.groups.take_part import Said, TakePart, take_part
from largesse.play.risk.records import SUSPECT, Suspect, SuspectId
from largesse.rights.reason import reason_of
from largesse.store.retry import retried
from largesse.store.work import Tx, Work

REVIEW = "play.review_held"
AT_ONCE_MAX = 200
LEFT_S = 20
_LEFT = """
select id from play_suspect where state = 'released' and outcome = '' and decided_at < $1
order by at limit $2
"""
_BECAME = "update play_suspect set outcome = $2, draw = $3 where id = $1 and outcome = ''"


@dataclass(frozen=True)
class SuspectMissing(Missing):
    """No such held attempt within reach."""

    code = "play.suspect_missing"
    suspect: UUID


@dataclass(frozen=True)
class ReviewedAlready(Refusal):
    """Somebody has decided about this attempt."""

    code = "play.reviewed_already"
    state: str


@dataclass(frozen=True, kw_only=True)
class ReviewHeld(Ask):
    """The held attempt, and why it is let go or refused."""

    suspect: SuspectId = asked("The attempt, sus_….", id=SUSPECT)
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class Reviewed:
    """A held attempt that was decided about."""

    suspect: SuspectId
    state: str


@dataclass(frozen=True, slots=True)
class _Left:
    id: UUID


async def release_held(ask: ReviewHeld, *, actor: Actor, work: Work) -> Reviewed:
    """Let a held attempt go on: it is decided now, as if it came now.

    Raises:
        SuspectMissing: ``play.suspect_missing``.
        ReviewedAlready: ``play.reviewed_already``.
    """
    found = await _review("released", ask, actor, work)
    await play_released(work, ask.suspect)
    return found


async def refuse_held(ask: ReviewHeld, *, actor: Actor, work: Work) -> Reviewed:
    """Refuse a held attempt; it has taken nothing, so nothing comes back.

    Raises:
        SuspectMissing: ``play.suspect_missing``.
        ReviewedAlready: ``play.reviewed_already``.
    """
    return await _review("refused", ask, actor, work)


async def _review(
    state: Literal["released", "refused"], ask: ReviewHeld, actor: Actor, work: Work
) -> Reviewed:
    actor.must(REVIEW)
    reason, verb = reason_of(ask.reason), "release" if state == "released" else "refuse"
    async with work.begin(ask, actor, use=f"play.{verb}_held", answer=Reviewed) as tx:
        if tx.earlier:
            return tx.earlier
        one, unit = await _locked(tx, ask.suspect, actor)
        one.state, one.decided_by, one.decided_at, one.note = state, actor.id, tx.now, reason
        await one.save(using_db=tx.conn, update_fields=["state", "decided_by", "decided_at", "note"])
        facts = {"activity": str(one.activity), "client": str(one.client), "state": state, "reason": reason}
        tx.audit("play.held_reviewed", str(one.id), facts, org_unit=unit)
        return await tx.done(Reviewed(ask.suspect, state))


async def _locked(tx: Tx[Any], suspect: SuspectId, actor: Actor) -> tuple[Suspect, UUID]:
    missing = SuspectMissing(suspect)
    peek = await Suspect.filter(id=suspect).using_db(tx.conn).first()
    if peek is None:
        raise missing
    activity = await locked(tx, peek.activity, actor, missing)
    one = await Suspect.filter(id=suspect).using_db(tx.conn).select_for_update().first()
    if one is None:
        raise missing
    if one.state != "waiting":
        raise ReviewedAlready(one.state)
    return one, activity.org_unit


async def play_released(work: Work, suspect: UUID) -> None:
    """Play a released attempt with its own key, and write down what became of it."""
    async with work.read() as read:
        one = await Suspect.filter(id=suspect, state="released", outcome="").using_db(read.conn).first()
    if one is None:
        return
    client = Actor("client", one.client, frozenset({"play.take_part"}), None)
    said = tuple(Said(name, tuple(values)) for name, values in _given(one.said))
    ask = TakePart(
        key=one.key,
        activity=text_id("act", one.activity),
        play=one.play,
        said=said,
        mark=one.mark,
        judged=True,
    )
    try:
        played = await retried(lambda: take_part(ask, actor=client, work=work))
        outcome, draw = played.outcome, played.draw
    except Told as no:
        outcome, draw = no.code, None
    except Contended:
        return
    async with work.job() as tx:
        await tx.run(_BECAME, suspect, outcome, draw)


def _given(said: dict[str, Sequence[str]] | None) -> Sequence[tuple[str, Sequence[str]]]:
    return list((said or {}).items())


async def play_left(work: Work) -> None:
    """Play released attempts whose process died before it played them; at most 200 a tick."""
    async with work.read() as read:
        left = await read.all(_Left, _LEFT, now() - timedelta(seconds=LEFT_S), AT_ONCE_MAX)
    for one in left:
        await play_released(work, one.id)
