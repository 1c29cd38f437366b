"""The route an approval takes: who may sign next, and where it stands afterwards.

Words       step (who, how many) -> signature -> pending | approved | returned | withdrawn
            person: whose seat is used; hand: who acts, himself or as a dated delegate
Invariant   nobody's hand or seat counts twice in one approval, and the maker's never
Source      docs/explanation/approvals.md
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from largesse.kernel.errors import Refusal

Decision = Literal["approve", "return"]
State = Literal["pending", "approved", "returned", "withdrawn"]


@dataclass(frozen=True)
class NotPending(Refusal):
    """The approval is decided or withdrawn: nothing can be signed any more."""

    code = "identity.approval_not_pending"
    state: str


@dataclass(frozen=True)
class ContentChanged(Refusal):
    """The signer looked at another content than the one proposed."""

    code = "identity.approval_content_changed"
    path = "contentHash"
    proposed: str


@dataclass(frozen=True)
class OwnWork(Refusal):
    """The maker may not decide on what he made."""

    code = "identity.approval_own_work"


@dataclass(frozen=True)
class SignedAlready(Refusal):
    """One has already acted in this approval."""

    code = "identity.approval_signed_already"
    step: int


@dataclass(frozen=True)
class NoSeat(Refusal):
    """The step at hand waits for other people."""

    code = "identity.approval_no_seat"
    step: int
    roles: str


@dataclass(frozen=True)
class OpinionRequired(Refusal):
    """A return, and some steps, ask for a written opinion."""

    code = "identity.approval_opinion_required"
    path = "opinion"
    step: int


@dataclass(frozen=True)
class ReturnStepUnknown(Refusal):
    """An approval can be returned only to an earlier step."""

    code = "identity.approval_return_step_unknown"
    path = "returnTo"
    return_to: int
    step: int


@dataclass(frozen=True)
class Person:
    """A member of staff as the route sees one."""

    id: UUID
    roles: frozenset[str]
    level: str  # of the unit: head_office | branch | outlet
    reaches: bool = True  # the approval's org unit lies in his part of the tree


@dataclass(frozen=True)
class Step:
    """One stop of the route: ``need`` people of ``roles``, and everybody who is ``seated`` by name."""

    seq: int
    roles: frozenset[str]
    need: int = 1
    level: str | None = None
    seated: frozenset[UUID] = frozenset()
    opinion_required: bool = False


@dataclass(frozen=True)
class Signature:
    """What counts now: signatures annulled by a return are not among them."""

    step: int
    person: UUID
    hand: UUID
    decision: Decision


@dataclass(frozen=True)
class Case:
    """An approval as read under lock."""

    maker: UUID
    content_hash: str
    state: State
    step: int
    steps: tuple[Step, ...]
    signatures: tuple[Signature, ...] = field(default=())

    @property
    def current(self) -> Step:
        return self.steps[self.step - 1]


def undecided(state: State) -> bool:
    """Say whether an approval can still be signed or withdrawn."""
    return state == "pending"


def has_seat(step: Step, person: Person) -> bool:
    """Say whether the step waits for this person: named, or of the role, level and reach."""
    if person.id in step.seated:
        return True
    level_fits = step.level is None or step.level == person.level
    return step.need > 0 and person.reaches and level_fits and bool(step.roles & person.roles)


def acted(case: Case, *people: UUID) -> int | None:
    """Return the step at which one of these people has already acted, as seat or as hand."""
    who = set(people)
    return next((s.step for s in case.signatures if {s.person, s.hand} & who), None)


def seat_for(case: Case, hand: Person, principals: Sequence[Person] = ()) -> Person:
    """Find the seat this hand may use: his own, else that of one who handed over to him.

    Args:
        case: the approval under lock.
        hand: who acts.
        principals: those whose delegation to ``hand`` is in force for this approval.

    Raises:
        NotPending: ``identity.approval_not_pending``.
        OwnWork: ``identity.approval_own_work``, also when the maker handed over.
        SignedAlready: ``identity.approval_signed_already``.
        NoSeat: ``identity.approval_no_seat``.
    """
    if not undecided(case.state):
        raise NotPending(case.state)
    if hand.id == case.maker:
        raise OwnWork
    if (at := acted(case, hand.id)) is not None:
        raise SignedAlready(at)
    for person in (hand, *principals):
        if person.id != case.maker and has_seat(case.current, person) and acted(case, person.id) is None:
            return person
    raise NoSeat(case.step, ", ".join(sorted(case.current.roles)))


def complete(step: Step, signatures: Sequence[Signature]) -> bool:
    """Say whether a step has its quorum and all its named signers."""
    people = {s.person for s in signatures if s.step == step.seq and s.decision == "approve"}
    return step.seated <= people and len(people - step.seated) >= step.need


def check_words(case: Case, decision: Decision, opinion: str, return_to: int | None) -> None:
    """Refuse a signature whose words do not fit the step.

    Raises:
        OpinionRequired: ``identity.approval_opinion_required``.
        ReturnStepUnknown: ``identity.approval_return_step_unknown``.
    """
    if (decision == "return" or case.current.opinion_required) and not opinion.strip():
        raise OpinionRequired(case.step)
    if return_to is not None and (decision != "return" or not 1 <= return_to < case.step):
        raise ReturnStepUnknown(return_to, case.step)


def after(case: Case, signature: Signature, return_to: int | None = None) -> tuple[State, int]:
    """Tell state and step after one more signature.

    Returns:
        ``returned`` to the maker when no step is named; a return to a step stays pending there and
        annuls every signature from that step on; a full last step is ``approved``.
    """
    if signature.decision == "return":
        return ("returned", case.step) if return_to is None else ("pending", return_to)
    if not complete(case.current, (*case.signatures, signature)):
        return "pending", case.step
    if case.step == len(case.steps):
        return "approved", case.step
    return "pending", case.step + 1
