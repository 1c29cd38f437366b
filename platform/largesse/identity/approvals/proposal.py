"""What other rooms hand to an approval and get back."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from largesse.identity.approvals.route import Decision, State


@dataclass(frozen=True)
class Proposal:
    """What is put before the signers.

    Args:
        subject_kind: noun of the owning room, as ``activities.revision``.
        content_hash: ``sha256:…`` of exactly what is proposed.
        route: key of a seeded route: ``activity``, ``short`` or ``two_person``.
        title: one line for the inbox.
        summary: what an approver must know first, as worst-case cost; free JSON of the owning room.
        difference: what changes against the last approved content; free JSON of the owning room.
        roles: who may sign, where the route leaves it to the kind (``two_person``).
    """

    subject_kind: str
    subject: UUID
    content_hash: str
    route: str
    org_unit: UUID
    title: str
    summary: dict[str, Any] = field(default_factory=dict)
    difference: dict[str, Any] = field(default_factory=dict)
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signing:
    """One decision of one person, on the content he saw.

    Args:
        return_to: an earlier step to go back to; None returns to the maker.
    """

    approval: UUID
    content_hash: str
    decision: Decision
    opinion: str = ""
    return_to: int | None = None


@dataclass(frozen=True)
class Standing:
    """Where an approval stands: ``step`` of ``steps``, from 1."""

    state: State
    step: int
    steps: int
