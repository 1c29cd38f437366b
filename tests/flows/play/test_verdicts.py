"""What a group of plays can get: the database's reckoning against the same rules said in Python."""

import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.play.groups.apply import DecidedPlay, GivenChoice, Need

GROUPS = 150
VERDICTS = "select play_verdicts($1, $2, $3, $4, $5)"
NO_STOCK, NO_BUDGET, NO_ROOM = -1, -2, -3


@dataclass
class Group:
    """Plays with what is left for them. ``stock`` rows: batch, budget, free, unit cost, budget left, lined.

    ``lines`` rows: line, left, the wants that draw on it; the first choice of play n is want 2n - 1.
    """

    plays: list[DecidedPlay]
    needs: list[Need]
    pool_left: list[int]
    stock: list[tuple[UUID, UUID, int, int, int, bool]]
    lines: list[tuple[int, int, list[int]]]

    def args(self) -> tuple[Any, ...]:
        return self.plays, self.needs, self.pool_left, self.stock, self.lines


def expected(group: Group) -> list[int]:
    """Serve the plays in the order of arrival from what is left."""
    pools = list(group.pool_left)
    free = {batch: units for batch, _, units, *_ in group.stock}
    cost = {batch: (budget, minor) for batch, budget, _, minor, *_ in group.stock}
    left = {budget: minor for _, budget, _, _, minor, _ in group.stock}
    line_left = {line: minor for line, minor, _ in group.lines}
    verdicts = []
    for nr, play in enumerate(group.plays, 1):
        verdict, refused = 0, False
        for turn, choice in ((1, play.first), (2, play.second)):
            if choice is None or refused or verdict > 0:
                continue
            needs = [need for need in group.needs if (need.play, need.choice) == (nr, turn)]
            short = [need for need in needs if pools[need.pool - 1] < need.units]
            budget, minor = cost.get(choice.batch, (None, 0))
            drawn = [line for line, _, wants in group.lines if 2 * nr - 2 + turn in wants]
            if short:
                verdict, refused = NO_ROOM, any(need.refuses for need in short)
            elif choice.batch is not None and free.get(choice.batch, 0) < 1:
                verdict = NO_STOCK
            elif budget is not None and min(left[budget], *(line_left[one] for one in drawn), 99) < minor:
                verdict = NO_BUDGET
            else:
                verdict = turn
                for need in needs:
                    pools[need.pool - 1] -= need.units
                if budget is not None:
                    free[choice.batch] -= 1
                    left[budget] -= minor
                    line_left |= {line: line_left[line] - minor for line in drawn}
        verdicts.append(verdict)
    return verdicts


def play(first: GivenChoice, second: GivenChoice | None = None) -> DecidedPlay:
    nobody = UUID(int=0)
    return DecidedPlay(nobody, nobody, nobody, "k", "h", "p", 1, 1, None, "d", "o", 1, nobody, first, second)


def choice(batch: UUID | None) -> GivenChoice:
    return GivenChoice("x", "win" if batch else "none", batch, "{}")


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
        second = choice(dice.choice([None, *batches])) if dice.random() < 0.6 else None
        plays.append(play(choice(dice.choice([None, *batches])), second))
        needs += [
            Need(nr, turn, pool, dice.randrange(1, 4), dice.random() < 0.3)
            for turn in (1, 2)
            if turn == 1 or second
            for pool in range(1, len(pool_left) + 1)
            if dice.random() < 0.5
        ]
    wants = range(1, 2 * len(plays) + 1)
    lines = [
        (line, dice.randrange(0, 30), sorted(dice.sample(wants, dice.randrange(1, len(wants) + 1))))
        for line in range(dice.randrange(0, 3))
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
    assert seen == {1, 2, NO_STOCK, NO_BUDGET, NO_ROOM}


async def test_a_pool_whose_end_refuses_leads_to_no_second_choice(house):
    both = [play(choice(None), choice(None))]
    async with house.work.read() as read:
        for refuses, verdict in ((True, NO_ROOM), (False, 2)):
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
        found = list(await read.value(VERDICTS, group, [], [], stock, [(1, 120, [1, 2, 3, 4, 5, 6])]))
    assert found == [1, 2, 2], "the third gets nothing but the consolation: the line has given twice"
