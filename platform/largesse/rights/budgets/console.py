"""Budgets on the console face."""

from datetime import date, datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import JsonDocument, MoneyType, money, named
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.clock import now
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.rights.budgets import cap, hold, reads, set_line, set_pace, shown, steer
from largesse.rights.budgets.actions import actions
from largesse.rights.budgets.budget import BUDGET
from largesse.rights.budgets.open import open_budget
from largesse.rights.budgets.records import BudgetId
from largesse.rights.budgets.rows import BudgetStanding
from largesse.rights.catalogue.views import made_as


@strawberry.type(description="A budget: the most that rights on it may cost together.")
class Budget:
    """One budget."""

    row: strawberry.Private[reads.BudgetRow]
    id: str = named("Id, bud_….")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    title: JsonDocument = named("Title in every language.")
    cap: MoneyType = named("The most.")
    reserved: MoneyType = named("Promised by rights that are given and not used yet, and by holds.")
    held: MoneyType = named("The part of reserved that holds have set aside.")
    spent: MoneyType = named("Used up by rights that were used.")
    used: MoneyType = named("Reserved and spent together.")
    left: MoneyType = named("What can still be promised.")
    state: str = named("active or stopped.")
    unit_name: str = named("The org unit it belongs to.")
    pace: str = named("How its curve runs: none, linear, front or custom.")
    pace_from: datetime | None = named("Where the curve's window begins; null: it follows none.")
    pace_to: datetime | None = named("Where it ends.")
    pace_points: JsonDocument = named("[{time, share}] in millionths of window and cap.")
    pace_floor: MoneyType = named("What may be promised at any time.")
    raise_to: MoneyType | None = named("The cap that waits for a signature; null: none does.")
    approval: str | None = named("Id of that approval, apv_….")

    @classmethod
    def of(cls, row: reads.BudgetRow, locale: str) -> "Budget":
        def minor(amount: int) -> MoneyType:
            return money(amount, row.currency)

        points = zip(row.pace_times, row.pace_shares, strict=True)
        return cls(
            row=row,
            id=text_id(BUDGET, row.id),
            code=row.code,
            name=said(row.title, locale),
            title=JsonDocument(row.title),
            cap=minor(row.cap_minor),
            reserved=minor(row.reserved_minor),
            held=minor(row.set_aside_minor),
            spent=minor(row.spent_minor),
            used=minor(row.used_minor),
            left=minor(row.left_minor),
            state=row.state,
            unit_name=said(row.unit_name, locale),
            pace=row.pace_shape,
            pace_from=row.pace_from,
            pace_to=row.pace_to,
            pace_points=JsonDocument([{"time": time, "share": share} for time, share in points]),
            pace_floor=minor(row.pace_floor_minor),
            raise_to=None if row.raise_to_minor is None else minor(row.raise_to_minor),
            approval=maybe_id(APPROVAL, row.approval),
        )

    @strawberry.field(description="What may be promised by now: what the curve allows, or all of the cap.")
    def allowed(self) -> MoneyType:
        """Reckon with this instant."""
        return money(self.row.allowed_minor(now()), self.row.currency)

    @strawberry.field(description="What can be promised at this moment, lines aside.")
    def open(self) -> MoneyType:
        """Reckon with this instant."""
        return money(self.row.open_minor(now()), self.row.currency)

    @strawberry.field(description="What the reader may do with it now; signing a raise is its approval's.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return list(actions(info.context.who(), self.row))

    @strawberry.field(description="Its lines, at most 100: those that hold now first, then earlier ones.")
    async def lines(self, info: Info) -> list[shown.BudgetLine]:
        """Read them."""
        async with info.context.work.read() as read:
            return await shown.shown_lines(read, self.row, info.context.locale)

    @strawberry.field(description="Parts set aside, at most 50: those that stand first.")
    async def holds(self, info: Info) -> list[shown.BudgetHold]:
        """Read them."""
        async with info.context.work.read() as read:
            return await shown.shown_holds(read, self.row, info)

    @strawberry.field(description="What was promised and used by day, against its curve; oldest first.")
    async def days(self, info: Info) -> list[shown.BudgetDayShown]:
        """Read them."""
        async with info.context.work.read() as read:
            return shown.shown_days(self.row, await shown.burned(read, self.row, now()))

    @strawberry.field(description="When it is used up at the rate of the last fortnight; null: not foreseen.")
    async def ends_on(self, info: Info) -> date | None:
        """Reckon with its days."""
        async with info.context.work.read() as read:
            return shown.ends_on(self.row, await shown.burned(read, self.row, now()))


@strawberry.type(description="A budget moved.")
class BudgetMoved:
    """Where it stands now."""

    id: str = named("Id of the budget, bud_….")
    state: str = named("active or stopped.")

    @classmethod
    def of(cls, standing: BudgetStanding) -> Self:
        return cls(id=text_id(BUDGET, standing.budget), state=standing.state)


@strawberry.type(description="A hold was made or released.")
class BudgetHoldMoved:
    """The hold."""

    id: str = named("Id of the hold, hld_….")

    @classmethod
    def of(cls, standing: hold.HoldStanding) -> Self:
        return cls(id=text_id(hold.HOLD, standing.hold))


@strawberry.type
class BudgetQuery:
    """Budgets."""

    budgets: Connection[Budget] = list_field(
        Listing("budgets", "rights.view", reads.budgets_page, Budget.of),
        "Budgets within reach. sort: code, cap, burn, state, createdAt.",
    )

    @strawberry.field(description="One budget; null when missing or out of reach.")
    @missing_as_null
    async def budget(self, info: Info, id: str) -> Budget | None:  # noqa: A002 - the face's name
        """Show one budget."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.budget_of(read, actor, BudgetId(parse_id(BUDGET, id)))
        return Budget.of(row, info.context.locale) if row else None


@strawberry.type
class BudgetMutation:
    """What moves budgets."""

    create_budget = mutation(open_budget, "Open a budget.", name="create_budget", shows=made_as(BUDGET))
    steer_budget = mutation(
        steer.steer_budget, "Stop a budget or open it again; what was given stays.", shows=BudgetMoved.of
    )
    lower_budget = mutation(
        cap.lower_budget, "Lower a budget's cap, never below what is promised.", shows=BudgetMoved.of
    )
    propose_budget_raise = mutation(
        cap.propose_raise,
        "Put a higher cap before a second person.",
        name="propose_budget_raise",
        shows=BudgetMoved.of,
    )
    approve_budget_raise = mutation(
        cap.approve_raise, "Approve a higher cap.", name="approve_budget_raise", shows=BudgetMoved.of
    )
    return_budget_raise = mutation(
        cap.return_raise, "Send a higher cap back.", name="return_budget_raise", shows=BudgetMoved.of
    )
    withdraw_budget_raise = mutation(
        cap.withdraw_raise,
        "Take one's own proposal of a higher cap back.",
        name="withdraw_budget_raise",
        shows=BudgetMoved.of,
    )
    set_budget_line = mutation(
        set_line.set_budget_line, "Set the most for a period, activity or unit.", shows=BudgetMoved.of
    )
    drop_budget_line = mutation(set_line.drop_budget_line, "Let a line hold no more.", shows=BudgetMoved.of)
    set_budget_pace = mutation(
        set_pace.set_budget_pace, "Set the curve that a budget follows.", shows=BudgetMoved.of
    )
    hold_budget = mutation(
        hold.hold_budget, "Set a part of a budget aside for a while.", shows=BudgetHoldMoved.of
    )
    release_budget_hold = mutation(
        hold.release_hold,
        "Release a hold before its time.",
        name="release_budget_hold",
        shows=BudgetHoldMoved.of,
    )
