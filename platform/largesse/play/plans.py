"""Plans in memory: the published revision of an activity, compiled once and asked for by each play.

Invariant   a plan that is out of date is found out in the group and fetched anew, never used
"""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

from largesse.kernel.errors import Contended, Malformed, Missing
from largesse.kernel.ids import parse_id
from largesse.play import pools, seeds
from largesse.play.extensions import deciders_of
from largesse.play.rulebook import Edition, Plan, plan_of
from largesse.play.seeds import Seed
from largesse.store.house import House
from largesse.store.work import Tx, Work

PLANS_MAX = 2_000
_PUBLISHED = """
select a.id, r.hash, r.document from activities_activity a
join activities_revision r on r.id = a.published where a.slug = $1 or a.id = $2
"""


@dataclass(frozen=True)
class ActivityMissing(Missing):
    """No such activity is published."""

    code = "play.activity_missing"
    activity: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan and the seed of its revision."""

    plan: Plan
    seed: Seed


@dataclass
class Plans:
    """The plans of one process, by what callers name: slug or id, and play."""

    work: Work
    known: dict[tuple[str, str], Ready] = field(default_factory=dict)
    loading: dict[tuple[str, str], asyncio.Future[Ready]] = field(default_factory=dict)

    async def get(self, activity: str, play: str) -> Ready:
        """Give a plan, compiling it on the first call; many who wait for the same one load it once.

        Raises:
            ActivityMissing: ``play.activity_missing``.
            PlayMissing: ``play.play_missing``.
            Unserved: ``play.unserved``.
        """
        wanted = (activity, play)
        ready = self.known.get(wanted)
        if ready is not None:
            return ready
        loading = self.loading.get(wanted)
        if loading is None:
            loading = self.loading[wanted] = asyncio.ensure_future(self._load(activity, play))
            loading.add_done_callback(lambda _: self.loading.pop(wanted, None))
        ready = await asyncio.shield(loading)
        if len(self.known) >= PLANS_MAX:
            self.known.pop(next(iter(self.known)))
        self.known[wanted] = ready
        return ready

    async def plays_of(self, activity: str) -> list[str]:
        """Give the ids of an activity's plays in document order; none when it is not published."""
        async with self.work.read() as read:
            row = await read.row(_PUBLISHED, activity, _id_of(activity))
        return [play["id"] for play in row["document"]["plays"]] if row else []

    def forget(self, activity: str, play: str, stale: Ready) -> None:
        """Drop a plan that a newer revision has replaced, unless the newer one is here already."""
        if self.known.get((activity, play)) is stale:
            self.known.pop((activity, play), None)

    async def _load(self, activity: str, play: str) -> Ready:
        async with self.work.job() as tx:
            row = await tx.row(_PUBLISHED, activity, _id_of(activity))
            if row is None:
                raise ActivityMissing(activity)
            edition = Edition(row["id"], row["hash"], row["document"])
            plan = plan_of(edition, play, deciders_of(tx.house))
            return Ready(plan, await open_house(tx, plan))


async def open_house(tx: Tx[None], plan: Plan) -> Seed:
    """Make seed and pools of a plan's revision unless they are there, and open the seed."""
    seed = await seeds.opened(tx, plan.activity, plan.revision_hash)
    await pools.prepare(tx, plan.activity, plan.pools)
    if seed is None:
        await seeds.prepare(tx, plan.activity, plan.revision_hash, plan.odds_hash)
        seed = await seeds.opened(tx, plan.activity, plan.revision_hash)
    if seed is None:
        raise Contended
    return seed


def _id_of(activity: str) -> UUID | None:
    if not activity.startswith("act_"):
        return None
    try:
        return parse_id("act", activity)
    except Malformed:
        return None


def plans(work: Work) -> Plans:
    """Give the plans of this process."""
    return work.house.single(_plans)


def _plans(house: House) -> Plans:
    return Plans(Work(house))
