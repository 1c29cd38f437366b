"""Answer a challenge: with the code that went to the registered number the attempt counts, once.

Invariant   a code confirms one attempt, of the client to whom it went; a wrong try is counted although it is
            refused; after the last the attempt is denied and stays so; the same ask again gives the same
            answer, any other finds the challenge over
Source      docs/explanation/risk.md
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.entering.step_up import is_code
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing, Refusal, Told
from largesse.play.groups.take_part import must_be_key
from largesse.play.groups.ticket import Played
from largesse.play.review.review import play_on
from largesse.play.risk.gate import gate
from largesse.play.risk.records import SUSPECT, Challenge, Suspect, SuspectId
from largesse.play.risk.stopping import CODE_FAILED, Denied
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class ChallengeMissing(Missing):
    """No such challenge of this client."""

    code = "play.challenge_missing"
    suspect: UUID


@dataclass(frozen=True)
class ChallengeOver(Refusal):
    """The challenge was answered before, or its code is too old; take part anew."""

    code = "play.challenge_over"
    state: str


@dataclass(frozen=True)
class ChallengeWrong(Refusal):
    """The code is wrong; it may be tried again."""

    code = "play.challenge_wrong"
    path = "code"
    tries_left: int


@dataclass(frozen=True, kw_only=True)
class AnswerChallenge(Ask):
    """The challenge, and the code that came."""

    challenge: SuspectId = asked("The challenge, sus_….", id=SUSPECT)
    code: str = asked("Six digits.")


async def answer_challenge(ask: AnswerChallenge, *, actor: Actor, work: Work) -> Played:
    """Confirm an attempt with the code that went to the registered number; it is decided now.

    Raises:
        ChallengeMissing: ``play.challenge_missing``.
        ChallengeWrong: ``play.challenge_wrong``; the try is counted.
        ChallengeOver: ``play.challenge_over``.
        Denied: ``play.denied``: that was the last try.
        Told: whatever else the attempt may be refused for.
    """
    actor.must("play.take_part")
    must_be_key(ask.key)
    async with work.job() as tx:
        found = await _answered(tx, ask, actor)
    if isinstance(found, Denied):
        gate(work).forget()
    if isinstance(found, Told):
        raise found
    return await play_on(work, found)


async def _answered(tx: Tx[Any], ask: AnswerChallenge, actor: Actor) -> Suspect | Told:
    """Give the attempt that is confirmed, or why not; what a wrong try costs is written either way."""
    mine = Suspect.filter(id=ask.challenge, client=actor.id).using_db(tx.conn)
    one = await mine.select_for_update().first()
    sent = await Challenge.get_or_none(suspect=ask.challenge, using_db=tx.conn)
    if one is None or sent is None:
        return ChallengeMissing(ask.challenge)
    if one.state != "challenged":
        again = one.state == "passed" and sent.passed_by == ask.key
        return one if again else ChallengeOver(one.state)
    if sent.expires_at <= tx.now:
        await _ends(tx, one, "expired")
        return ChallengeOver("expired")
    if not is_code(one.id, ask.code.strip(), sent.code_hash):
        return await _wrong(tx, one, sent)
    sent.passed_by = ask.key
    await sent.save(using_db=tx.conn, update_fields=["passed_by"])
    await _ends(tx, one, "passed")
    return one


async def _wrong(tx: Tx[Any], one: Suspect, sent: Challenge) -> Told:
    """Count a wrong try; the last denies the attempt."""
    sent.tries_left -= 1
    await sent.save(using_db=tx.conn, update_fields=["tries_left"])
    if sent.tries_left:
        return ChallengeWrong(sent.tries_left)
    one.why = CODE_FAILED
    await _ends(tx, one, "denied")
    return Denied()


async def _ends(tx: Tx[Any], one: Suspect, state: str) -> None:
    one.state, one.decided_at = state, tx.now
    await one.save(using_db=tx.conn, update_fields=["state", "why", "decided_at"])
