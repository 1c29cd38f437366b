"""What a group of plays can get: the database's reckoning against the same rules said in Python."""

import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.play.groups.apply import DecidedPlay, Give, GivenChoice, Need

GROUPS = 150
VERDICTS = "select play_verdicts($1, $2, $3, $4, $5)"
NO_STOCK, NO_BUDGET, NO_ROOM = -1, -2, -100


@dataclass
class Group:
    """Plays with what is left for them. ``stock`` rows: batch, budget, free, unit cost, budget left, lined.

    ``lines`` rows: line, left, the wants that draw on it; wants count what may be given, in the plays' order.
    """

    plays: list[DecidedPlay]
    needs: list[Need]
    pool_left: list[int]
    stock: list[tuple[UUID, UUID, int, int, int, bool]]
    lines: list[tuple[int, int, list[int]]]

    def args(self) -> tuple[Any, ...]:
        return self.plays, self.needs, self.pool_left, self.stock, self.lines


@dataclass
class Left:
    """What is left while a group is served."""

    pools: list[int]
    free: dict[UUID, int]
    cost: dict[UUID, tuple[UUID, int]]
    budget: dict[UUID, int]
    line: dict[int, int]

    @classmethod
    def of(cls, group: Group) -> "Left":
        return cls(
            list(group.pool_left),
            {batch: units for batch, _, units, *_ in group.stock},
            {batch: (budget, minor) for batch, budget, _, minor, *_ in group.stock},
            {budget: minor for _, budget, _, _, minor, _ in group.stock},
            {line: minor for line, minor, _ in group.lines},
        )

    def give(self, gives: list[Give], first_want: int, group: Group) -> int:
        """Give the units of a choice, or none of them; 0 where there was enough."""
        was = dict(self.free), dict(self.budget), dict(self.line)
        for want, give in enumerate(gives, first_want):
            budget, minor = self.cost.get(give.batch, (None, 0))
            drawn = [line for line, _, drawing in group.lines if want in drawing]
            short = NO_STOCK if self.free.get(give.batch, 0) < 1 else 0
            if not short and min(self.budget[budget], *(self.line[one] for one in drawn), 99) < minor:
                short = NO_BUDGET
            if short:
                self.free, self.budget, self.line = was
                return short
            self.free[give.batch] -= 1
            self.budget[budget] -= minor
            self.line |= {line: self.line[line] - minor for line in drawn}
        return 0


def expected(group: Group) -> list[int]:
    """Serve the plays in the order of arrival from what is left."""
    left, verdicts, wants = Left.of(group), [], 1
    for nr, play in enumerate(group.plays, 1):
        verdict, refused = 0, False
        for turn, choice in ((1, play.first), (2, play.second)):
            want, wants = wants, wants + len(choice.gives if choice else ())
            if choice is None or refused or verdict > 0:
                continue
            needs = [need for need in group.needs if (need.play, need.choice) == (nr, turn)]
            short = [need for need in needs if left.pools[need.pool - 1] < need.units]
            if short:
                verdict, refused = NO_ROOM - short[-1].pool, any(need.refuses for need in short)
                continue
            verdict = left.give(choice.gives, want, group) or turn
            for need in needs if verdict > 0 else ():
                left.pools[need.pool - 1] -= need.units
        verdicts.append(verdict)
    return verdicts


def play(first: GivenChoice, second: GivenChoice | None = None) -> DecidedPlay:
    nobody = UUID(int=0)
    return DecidedPlay(
        nobody, nobody, nobody, "k", "h", "p", 1, 1, None, "d", "o", 1, first, second, None, None
    )


def choice(*batches: UUID | None) -> GivenChoice:
    gives = [Give(batch, batch, "r") for batch in batches if batch]
    return GivenChoice("x", "win" if gives else "none", "{}", gives, "{}")


def some(dice: random.Random, batches: list[UUID]) -> GivenChoice:
    return choice(*(dice.choice([None, *batches]) for _ in range(dice.choice([1, 1, 1, 3]))))


def any_group(dice: random.Random) -> Group:
    """Make a group in which everything is scarce."""
    batches = [UUID(int=n) for n in range(1, 4)]
    budgets = [UUID(int=n) for n in (11, 12)]
    left = {budget: dice.randrange(0, 40) for budget in budgets}
    stock = [
        (batch, budget, dice.randrange(0, 5), dice.randrange(0, 10), left[budget], True)
        for batch in batches[: dice.randrange(1, 4)]
        for budget in [dice.choice(budgets)]
    ]
    pool_left = [dice.randrange(0, 12) for _ in range(dice.randrange(0, 4))]
    plays, needs = [], []
    for nr in range(1, dice.randrange(2, 20)):
        second = some(dice, batches) if dice.random() < 0.6 else None
        plays.append(play(some(dice, batches), second))
        needs += [
            Need(nr, turn, pool, dice.randrange(1, 4), dice.random() < 0.3)
            for turn in (1, 2)
            if turn == 1 or second
            for pool in range(1, len(pool_left) + 1)
            if dice.random() < 0.5
        ]
    wants = range(1, 1 + sum(len(side.gives) for one in plays for side in (one.first, one.second) if side))
    lines = [
        (line, dice.randrange(0, 30), sorted(dice.sample(wants, dice.randrange(1, len(wants) + 1))))
        for line in range(dice.randrange(0, 3))
        if wants
    ]
    return Group(plays, needs, pool_left, stock, lines)


async def test_every_group_is_served_as_the_rules_say(house):
    dice = random.Random(20260920)
    seen = set()
    async with house.work.read() as read:
        for _ in range(GROUPS):
            group = any_group(dice)
            found = list(await read.value(VERDICTS, *group.args()))
            assert found == expected(group), group
            seen |= set(found)
    assert seen >= {1, 2, NO_STOCK, NO_BUDGET}
    assert min(seen) < NO_ROOM


async def test_a_pool_whose_end_refuses_leads_to_no_second_choice(house):
    both = [play(choice(None), choice(None))]
    async with house.work.read() as read:
        for refuses, verdict in ((True, NO_ROOM - 1), (False, 2)):
            needs = [Need(1, 1, 1, 5, refuses)]
            assert list(await read.value(VERDICTS, both, needs, [4], [], [])) == [verdict]


async def test_batches_of_one_budget_share_what_it_has_left(house):
    tea, gift, budget = UUID(int=1), UUID(int=2), UUID(int=9)
    stock = [(tea, budget, 5, 60, 100, False), (gift, budget, 5, 60, 100, False)]
    group = [play(choice(tea)), play(choice(gift)), play(choice(None))]
    async with house.work.read() as read:
        assert list(await read.value(VERDICTS, group, [], [], stock, [])) == [1, NO_BUDGET, 1]


async def test_a_first_choice_and_another_plays_fallback_never_pass_the_line_that_they_share(house):
    tea, gift, budget = UUID(int=1), UUID(int=2), UUID(int=9)
    stock = [(tea, budget, 1, 60, 500, True), (gift, budget, 5, 60, 500, True)]
    group = [
        play(choice(tea), choice(gift)),
        play(choice(tea), choice(gift)),
        play(choice(gift), choice(None)),
    ]
    async with house.work.read() as read:
        found = list(await read.value(VERDICTS, group, [], [], stock, [(1, 120, [1, 2, 3, 4, 5])]))
    assert found == [1, 2, 2], "the third gets nothing but the consolation: the line has given twice"


async def test_a_choice_of_several_units_is_given_whole_or_not_at_all(house):
    tea, gift, budget = UUID(int=1), UUID(int=2), UUID(int=9)
    stock = [(tea, budget, 3, 10, 500, False), (gift, budget, 1, 10, 500, False)]
    group = [play(choice(tea, tea, gift)), play(choice(tea, gift), choice(tea)), play(choice(tea))]
    async with house.work.read() as read:
        found = list(await read.value(VERDICTS, group, [], [], stock, []))
    assert found == [1, 2, NO_STOCK], "the second gives its tea back and gets it again as its fallback"
