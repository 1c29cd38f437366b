"""What one may do with an approval now; the subject's own room then does it."""

from typing import Literal

from largesse.identity.approvals.reads import ApprovalRow
from largesse.identity.approvals.route import undecided
from largesse.identity.approvals.subject import Against, Subject
from largesse.kernel.actor import Actor

Action = Literal["approve", "return", "withdraw", "hand_over", "add_signer"]


def actions(actor: Actor, approval: ApprovalRow, subject: Subject | None, against: Against) -> list[Action]:
    """Name the acts that neither state, operation, seat, reach nor the rule of two persons forbids.

    Args:
        actor: who reads.
        approval: as this actor sees it.
        subject: its kind; None where no room knows it, so that nobody decides on it.
        against: what stands against approving it.
    """
    found: list[Action] = []
    if subject is not None and actor.reaches(approval.org_unit):
        found += _decisions(actor, approval, subject, against)
    if approval.seat == actor.id:  # a borrowed seat is not lent on
        found += ["hand_over"] if actor.may("identity.hand_over_approval") else []
        found += ["add_signer"] if actor.may("identity.add_signer") else []
    return found


def _decisions(actor: Actor, approval: ApprovalRow, subject: Subject, against: Against) -> list[Action]:
    mine = approval.seat is not None
    free = not against.over and not against.makers & {actor.id, approval.seat}
    own = approval.made and undecided(approval.state)
    found: list[Action] = ["approve"] if mine and free and actor.may(subject.approve) else []
    found += ["return"] if mine and actor.may(subject.send_back) else []
    found += ["withdraw"] if own and actor.may(subject.withdraw) else []
    return found
