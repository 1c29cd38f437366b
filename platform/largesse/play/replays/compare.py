"""What the bench did, held against what was noted when the events came; pure.

Invariant   only attempts that the same version decided are compared; a difference is named and counted, and
            a few of its events are kept
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from largesse.play.replays.outcome import Did, Difference, Differs, Real
from largesse.play.replays.real import Noted

DIFFERS_MAX, EVENTS_OF = 100, 5


@dataclass
class Comparing:
    """Differences by what they are. ``by_chance`` are plays whose outcome dice decide, each time anew."""

    hash: str
    by_chance: Collection[str]
    since: datetime
    compared: int = 0
    same: int = 0
    other_version: int = 0
    times: dict[tuple[Difference, str, str, str], int] = field(default_factory=dict)
    events: dict[tuple[Difference, str, str, str], list[UUID]] = field(default_factory=dict)

    def note(self, event: UUID, did: Sequence[Did], notes: Mapping[str, Noted]) -> None:
        """Compare what an event did with what was noted; what milestones started has no note of its own."""
        here = {one.play: one for one in did if not one.after}
        for play in dict.fromkeys([*here, *notes]):
            one, noted = here.get(play), notes.get(play)
            if noted is not None and self._of_another(noted):
                self.other_version += 1
                continue
            self.compared += 1
            kind = self._kind(play, one, noted)
            if kind is None:
                self.same += 1
                continue
            key = (kind, play, one.outcome if one else "", noted.outcome if noted else "")
            self.times[key] = self.times.get(key, 0) + 1
            some = self.events.setdefault(key, [])
            if len(some) < EVENTS_OF:
                some.append(event)

    def found(self) -> Real:
        """Give what was found, the most frequent difference first."""
        most = sorted(self.times.items(), key=lambda one: (-one[1], one[0]))[:DIFFERS_MAX]
        differs = tuple(Differs(*key, times=times, events=tuple(self.events[key])) for key, times in most)
        return Real(self.since, self.compared, self.same, self.other_version, differs)

    def _of_another(self, noted: Noted) -> bool:
        """Tell whether another version decided it; a refusal says so by its time only."""
        return noted.hash != self.hash if noted.played else noted.at < self.since

    def _kind(self, play: str, here: Did | None, noted: Noted | None) -> Difference | None:
        if noted is None:
            return "not_tried_then"
        if here is None or (here.refused and noted.played):
            return "only_really"
        if not here.refused and not noted.played:
            return "only_here"
        if here.outcome == noted.outcome:
            return None
        if here.refused:
            return "other_refusal"
        return "other_draw" if play in self.by_chance else "other_outcome"
