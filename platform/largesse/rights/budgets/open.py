"""Open a budget with the most that its batches may cost together; ``budget.py`` moves the money."""

from dataclasses import dataclass

from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import because
from largesse.kernel.settings import settings
from largesse.kernel.writing import code_given
from largesse.rights.budgets import records
from largesse.rights.catalogue.currencies import expect_kept
from largesse.rights.catalogue.supply import (
    MONEY_MAX,
    Made,
    Text,
    currency_given,
    expect_free,
    expect_reached,
    text_given,
)
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class OpenBudget(Ask):
    """A budget: the most that batches on it may cost together."""

    code: str = asked("The institution's own code, unique.")
    title: Text = asked("Title.")
    currency: str = asked("ISO 4217 code.")
    cap_minor: Long = asked("The most, in minor units.")
    org_unit: UnitId = asked("Org unit it belongs to, unt_….", id="unt", name="unit")


async def open_budget(ask: OpenBudget, *, actor: Actor, work: Work) -> Made:
    """Open a budget.

    Raises:
        CurrencyNotKept: ``rights.currency_not_kept``.
        CodeTaken: ``rights.code_taken``.
    """
    actor.must("rights.open_budget")
    expect_reached(actor, ask.org_unit)
    if not 0 < ask.cap_minor <= MONEY_MAX:
        raise Malformed(because("rights.reason.budget"), "cap_minor")
    code = code_given(ask.code)
    async with work.begin(ask, actor, use="rights.open_budget", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_kept(tx, ask.currency)
        await expect_free(tx, records.Budget, code)
        made = Made(new_id())
        await records.Budget.create(
            using_db=tx.conn,
            id=made.id,
            code=code,
            title=text_given(ask.title, "title"),
            currency=currency_given(ask.currency),
            cap_minor=ask.cap_minor,
            org_unit=ask.org_unit,
            zone=settings().zone,
            created_at=tx.now,
        )
        facts = {"code": code, "cap_minor": ask.cap_minor, "currency": ask.currency}
        tx.audit("rights.budget_opened", str(made.id), facts, org_unit=ask.org_unit)
        return await tx.done(made)
