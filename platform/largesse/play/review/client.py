"""Answering a challenge on the client face."""

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.play.groups.client import PlayedType
from largesse.play.review.challenge import AnswerChallenge, answer_challenge


async def _answer_challenge(ask: AnswerChallenge, info: Info) -> PlayedType:
    """Confirm an attempt, and show what it met."""
    played = await answer_challenge(ask, actor=info.context.who(), work=info.context.work)
    return PlayedType.of(played, info.context.locale)


@strawberry.type
class ChallengeMutation:
    """Mutations about challenges."""

    answer_challenge = mutation(
        _answer_challenge,
        "Confirm a challenged attempt with the code that went to the registered number; it is decided now.",
        name="answer_challenge",
    )
