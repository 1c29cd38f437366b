"""What a room that puts its subjects before signers tells of them: who may act, what stands against approval.

Words       *subject* what an approval is about, of a kind such as ``activities.revision``
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.store.house import Port
from largesse.store.work import Read


@dataclass(frozen=True)
class Against:
    """What stands against approving one subject.

    Args:
        makers: those who made it, besides whoever proposed it; none of them approves, by hand or by seat.
        over: what is proposed can no longer be carried out.
    """

    makers: frozenset[UUID] = frozenset()
    over: bool = False


ReadAgainst = Callable[[Read, Sequence[UUID]], Awaitable[Mapping[UUID, Against]]]


@dataclass(frozen=True)
class Subject:
    """A kind of subject and the operations that its room asks for; ``against`` reads many at once."""

    kind: str
    approve: str
    send_back: str
    withdraw: str
    against: ReadAgainst | None = None


SUBJECTS: Port[Subject] = Port("identity.subjects")
NOTHING = Against()


async def against_approval(read: Read, subjects: list[tuple[str, UUID]]) -> dict[tuple[str, UUID], Against]:
    """Read what stands against approving subjects, by kind and id; those with nothing may be left out."""
    found: dict[tuple[str, UUID], Against] = {}
    for one in read.house.all(SUBJECTS):
        ids = [ident for kind, ident in subjects if kind == one.kind]
        if ids and one.against is not None:
            found |= {(one.kind, ident): what for ident, what in (await one.against(read, ids)).items()}
    return found
