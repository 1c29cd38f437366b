"""Plans in memory: the published revision of an activity, compiled once and asked for by each play.

Invariant   a plan that is out of date is found out by who has read which revision is out, in the group or
            before, and fetched anew, never used
"""

import asyncio
from dataclasses import dataclass, field

from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.reads import published
from largesse.kernel.errors import Contended, Missing
from largesse.play.entries import entries
from largesse.play.extensions import deciders_of, effects_of, proved_of, reaching_of, started_of
from largesse.play.plans.book import Means
from largesse.play.plans.plan import Edition, Plan, plan_of
from largesse.play.pools import pools
from largesse.play.pools.pools import Cap
from largesse.play.rankings import scores
from largesse.play.seeds import seeds
from largesse.play.seeds.seeds import Seed
from largesse.store.house import House
from largesse.store.work import Tx, Work

PLANS_MAX = 2_000


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

    async def of(self, activity: str, play: str, revision_hash: str) -> Ready:
        """Give the plan of the revision that is out, compiled anew where the one that is known is older.

        Raises:
            ActivityMissing, PlayMissing, Unserved: as ``get``.
        """
        ready = await self.get(activity, play)
        if ready.plan.revision_hash != revision_hash:
            self.forget(ready.plan)
            ready = await self.get(activity, play)
        return ready

    def forget(self, stale: Plan) -> None:
        """Drop a plan that a newer revision has replaced, whatever its activity was called by."""
        for name in [name for name, ready in self.known.items() if ready.plan is stale]:
            self.known.pop(name)

    async def _load(self, activity: str, play: str) -> Ready:
        async with self.work.job() as tx:
            shown = await published(tx, activity)
            if shown is None:
                raise ActivityMissing(activity)
            plan = plan_of(Edition.of(shown), play, means_of(tx.house))
            return Ready(plan, await make_ready(tx, plan))


def means_of(house: House) -> Means:
    """Give what plans are compiled with in this process."""
    grammar = standard_of(house).grammar
    started, reaching, proved = started_of(house), reaching_of(house), proved_of(house)
    return Means(deciders_of(house), effects_of(house), grammar, started, reaching, proved)


async def make_ready(tx: Tx[None], plan: Plan) -> Seed:
    """Make seed and pools of a plan's revision unless they are there, and open the seed."""
    seed = await seeds.opened(tx, plan.activity, plan.revision_hash)
    await pools.prepare(tx, [Cap(plan.activity, key, cap) for key, cap in plan.pools])
    for play, close in sorted({one for choice in plan.choices for one in choice.enters}):
        await entries.opened(tx, plan.activity, play, close)
    if plan.ranked is not None:
        await scores.opened(tx, plan.activity, plan.ranked)
    if seed is None:
        await seeds.prepare(tx, plan.activity, plan.revision_hash, plan.odds_hash)
        seed = await seeds.opened(tx, plan.activity, plan.revision_hash)
    if seed is None:
        raise Contended
    return seed


def plans(work: Work) -> Plans:
    """Give the plans of this process."""
    return work.house.single(_plans)


def _plans(house: House) -> Plans:
    return Plans(Work(house))
