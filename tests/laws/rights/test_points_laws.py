"""Laws of points, in any order of acts: folds, sums, no award below zero, nothing after its end."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.errors import Refusal
from largesse.rights.points import ledger
from largesse.rights.points.lasting import Lasts, Rule, ends_at, last_day, months_on
from largesse.rights.points.ledger import Account, Award, Books, Posting, Return, Until

ZONE = "Asia/Shanghai"
START = datetime(2027, 1, 1, tzinfo=UTC)
BOOKS = Books(*(UUID(int=n) for n in range(1, 7)))
HOUSE = {BOOKS.issued, BOOKS.adjusted, BOOKS.spent, BOOKS.expired, BOOKS.transfer}
STEPS = some.lists(
    some.tuples(
        some.sampled_from(["earn", "spend", "expire", "give_back", "take_back", "transfer", "wait"]),
        some.integers(0, 1),
        some.integers(1, 60),
        some.integers(0, 40),
    ),
    max_size=40,
)


class World:
    """Two clients of a household, and what their postings came to."""

    def __init__(self, grace: int) -> None:
        self.ids = map(UUID, (f"{n:032x}" for n in count(1000)))
        self.now, self.grace = START, grace
        self.accounts = [
            Account(UUID(int=11 + n), UUID(int=21 + n), BOOKS.kind, UUID(int=31 + n), 0, 0) for n in (0, 1)
        ]
        self.awards: dict[UUID, tuple[int, Award]] = {}
        self.roots: list[UUID] = []
        self.spends: list[tuple[int, list[tuple[UUID, int]]]] = []
        self.entries: list[ledger.Entry] = []

    def of(self, who: int) -> list[Award]:
        return [award for owner, award in self.awards.values() if owner == who]

    def until(self, days: int) -> Until:
        last = day_in(self.now, ZONE) + timedelta(days=days)
        return Until(last, ends_at(last, ZONE))

    def post(self, what: Posting) -> None:
        """Apply a posting by its entries and by nothing else."""
        assert sum(one.points for one in what.entries) == 0
        self.entries += what.entries
        for new in what.awards:
            owner = [one.id for one in self.accounts].index(new.account)
            made = Award(new.id, new.points, 0, 0, new.until.last_day, new.until.ends_at, None)
            self.awards[new.id] = (owner, made)
        balances: Counter[UUID] = Counter()
        for entry in what.entries:
            if entry.account not in HOUSE:
                balances[entry.account] += entry.points
            self._move(entry, what)
        if what.taken:
            owner, award = self.awards[what.taken]
            self.awards[what.taken] = (owner, replace(award, taken_at=self.now))
        self.accounts = [
            replace(one, balance=one.balance + balances[one.id], owed=one.owed - balances[one.owes])
            for one in self.accounts
        ]

    def _move(self, entry: ledger.Entry, what: Posting) -> None:
        if entry.award is None or (entry.account in HOUSE and entry.account != BOOKS.expired):
            return
        owner, award = self.awards[entry.award]
        if entry.account == BOOKS.expired:
            award = replace(award, lapsed=award.lapsed + entry.points)
        else:
            award = replace(award, unused=award.unused + entry.points)
            if what.act in {"spend", "transfer"} and entry.points < 0:
                assert award.ends_at is None or self.now < award.ends_at, "spent after its last moment"
        self.awards[entry.award] = (owner, award)

    def step(self, act: str, who: int, units: int, days: int) -> None:
        account, make_id = self.accounts[who], lambda: next(self.ids)
        match act:
            case "earn":
                what = ledger.award(account, BOOKS.issued, units, self.until(days), make_id)
                self.roots.append(what.awards[0].id)
                self.post(what)
            case "spend":
                what = ledger.spend(account, BOOKS, self.of(who), units, self.now)
                parts = [(e.award, -e.points) for e in what.entries if e.account == account.id]
                self.spends.append((who, parts))
                self.post(what)
            case "expire":
                expired = ledger.expire(account, BOOKS, self.of(who), self.now)
                if expired:
                    self.post(expired)
            case "give_back" if self.spends:
                owner, parts = self.spends.pop(units % len(self.spends))
                how = Return(self.now, self.until(self.grace) if self.grace else None)
                found = [(self.awards[award][1], points) for award, points in parts]
                self.post(ledger.give_back(self.accounts[owner], BOOKS, found, how, make_id))
            case "take_back" if self.roots:
                owner, award = self.awards[self.roots[units % len(self.roots)]]
                mine = self.accounts[owner]
                self.post(ledger.take_back(mine, BOOKS.issued, award, self.of(owner), self.now))
            case "transfer":
                pair, gift = (account, self.accounts[1 - who]), ledger.Gift(units, self.now)
                self.post(ledger.transfer(pair, BOOKS, self.of(who), gift, make_id))
            case "wait":
                self.now += timedelta(hours=days * 7)

    def holds(self) -> None:
        folds: Counter[UUID] = Counter()
        for entry in self.entries:
            folds[entry.account] += entry.points
        assert sum(folds.values()) == 0
        assert folds[BOOKS.transfer] == 0
        for who, account in enumerate(self.accounts):
            assert account.balance == folds[account.id] == sum(one.unused for one in self.of(who))
            assert account.owed == -folds[account.owes]
            assert min(account.balance, account.owed) >= 0
            assert not account.owed or ledger.usable(self.of(who), self.now) == 0
        for _, award in self.awards.values():
            assert min(award.unused, award.lapsed) >= 0
            assert award.unused + award.lapsed <= award.points
            assert award.taken_at is None or award.unused == 0


@given(STEPS, some.sampled_from([0, 3]))
def test_any_history_keeps_folds_and_sums_and_nothing_goes_below_zero(steps, grace):
    world = World(grace)
    for step in steps:
        before = (list(world.accounts), dict(world.awards))
        try:
            world.step(*step)
        except Refusal:
            assert (world.accounts, world.awards) == before
        world.holds()


@given(some.integers(1_600_000_000, 2_200_000_000), some.integers(1, 120))
def test_an_award_ends_at_the_midnight_after_its_last_day_which_is_no_later_day_of_the_month(at, months):
    awarded = datetime.fromtimestamp(at, UTC)
    earned = day_in(awarded, ZONE)
    last = last_day(Rule(Lasts.MONTHS, months), awarded, ZONE)
    end = ends_at(last, ZONE)
    assert end == day_starts(last + timedelta(days=1), ZONE)
    assert day_in(end - timedelta(microseconds=1), ZONE) == last
    assert (last.year * 12 + last.month) - (earned.year * 12 + earned.month) == months
    assert last.day == earned.day or (last.day < earned.day and (last + timedelta(days=1)).day == 1)


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    assert months_on(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_on(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert months_on(date(2027, 1, 25), 1) == date(2027, 2, 25)
    assert months_on(date(2027, 11, 30), 3) == date(2028, 2, 29)
