"""Who may take part: the audience rule of the published revision, asked over the client's facts.

Invariant   a client whose facts are not known is not eligible, unless the rule lets everybody in
"""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Refusal
from largesse.kernel.work import Work
from largesse.play.rulebook import Plan


@dataclass(frozen=True)
class NotEligible(Refusal):
    """The activity is for other clients."""

    code = "play.not_eligible"


async def must_be_eligible(work: Work, plan: Plan, actor: Actor) -> None:
    """Refuse a client whom the rule leaves out.

    Raises:
        NotEligible: ``play.not_eligible``.
    """
    if plan.audience.get("op") == "always":
        return
    raise NotEligible
