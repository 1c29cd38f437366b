"""A history: a plan of steps drawn from a seed, done by several workers at once, and what was answered."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.kit.bank import Bank
from tests.kit.books import broken

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Contended, Missing, Refusal

PHONES = [f"138{n:04d}{n:04d}" for n in range(1001, 1007)]


@dataclass(frozen=True)
class Asked:
    """One ask of somebody under its key, ready to be put again."""

    use: Callable[..., Awaitable[Any]]
    ask: Any
    actor: Actor


@dataclass
class World(Bank):
    """Whose history it is; ``answered`` holds what was done, ``said`` every step with its answer."""

    answered: list[tuple[Asked, Any]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def person(self, number: int) -> Actor:
        """Give one of the six clients."""
        return self.house.client(self.known[f"person.{number % 6}"])

    def holder(self, client: UUID) -> Actor:
        """Give a client by his id."""
        return self.house.client(client)

    async def do(self, use: Callable[..., Awaitable[Any]], ask: Any, actor: Actor) -> Any:
        """Put an ask, and remember what was done."""
        answer = await use(ask, actor=actor, work=self.work)
        self.answered.append((Asked(use, ask, actor), answer))
        return answer

    async def again(self, chance: int) -> None:
        """Put an ask again that was done: the answer is the one that it had."""
        if self.answered:
            asked, answer = self.answered[chance % len(self.answered)]
            found = await asked.use(asked.ask, actor=asked.actor, work=self.work)
            assert found == answer, (asked, answer, found)

    async def one(self, sql: str, chance: int, *args: object) -> dict[str, Any]:
        """Choose among rows in their order; where there is none the step finds nothing to do."""
        rows = await self.house.rows(sql, *args)
        if not rows:
            raise Nothing
        return rows[chance % len(rows)]


class Nothing(Exception):  # noqa: N818 - a step that finds nothing to act on is no error
    """There is nothing to do that to."""


Step = Callable[[World, random.Random], Awaitable[None]]


@dataclass(frozen=True)
class Plan:
    """Which steps each worker takes between two rests, and each step's own dice."""

    seed: int
    rounds: Sequence[Sequence[Sequence[tuple[str, int]]]]


def plan(seed: int, weights: dict[str, int], rounds: int, workers: int, steps: int) -> Plan:
    """Draw a plan: the same seed gives the same steps."""
    dice = random.Random(seed)
    names, shares = list(weights), list(weights.values())
    lot = [
        [
            [(one, dice.randrange(2**32)) for one in dice.choices(names, shares, k=steps)]
            for _ in range(workers)
        ]
        for _ in range(rounds)
    ]
    return Plan(seed, lot)


async def live(world: World, drawn: Plan, steps: dict[str, Step]) -> None:
    """Do a plan: workers side by side, the books read after each step's round and once all is delivered."""
    for number, workers in enumerate(drawn.rounds):
        world.said.append(f"-- round {number}")
        ended = await asyncio.gather(
            *(_work(world, f"{number}.{n}", one, steps) for n, one in enumerate(workers)),
            _deliver(world),
            return_exceptions=True,
        )
        bad = [one for one in ended if isinstance(one, BaseException)]
        assert not bad, _told(drawn, world, [repr(one) for one in bad])
        found = await broken(world.house.dsn)
        assert not found, _told(drawn, world, found)
        await _settle(world)
        found = await broken(world.house.dsn, at_rest=True)
        assert not found, _told(drawn, world, found)


async def _work(world: World, name: str, planned: Sequence[tuple[str, int]], steps: dict[str, Step]) -> None:
    for step, chance in planned:
        try:
            await steps[step](world, random.Random(chance))
            answer = "done"
        except Nothing:
            answer = "nothing"
        except (Refusal, Missing, Contended) as no:
            answer = repr(no)
        except Exception as error:
            world.said.append(f"{name} {step} {chance}: BROKE {error!r}")
            raise
        world.said.append(f"{name} {step} {chance}: {answer}")


async def _deliver(world: World) -> None:
    await world.house.drain(2)


async def _settle(world: World) -> None:
    """Deliver everything, also what is to be tried again later: for it the later has come."""
    for _ in range(6):
        await world.house.drain()
        if not await world.house.run("update store_delivery set due_at = now() where state = 'due'"):
            return


def _told(drawn: Plan, world: World, found: Sequence[str]) -> str:
    """Say what is wrong, how it came to that, and how to see it again."""
    again = f"HISTORY={drawn.seed} .venv/bin/pytest tests/flows/histories/test_histories.py"
    return "\n".join([f"again: {again}", *found, "steps, in the order in which they ended:", *world.said])
