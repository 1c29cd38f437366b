"""Budgets: opened with the most that their batches may cost together; ``budget.py`` moves the money."""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.rights.catalogue.currencies import expect_kept
from largesse.rights.catalogue.supply import (
    MONEY_MAX,
    Made,
    Text,
    code_given,
    currency_given,
    expect_free,
    expect_reached,
    text_given,
)
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class OpenBudget(Ask):
    """A budget: the most that batches on it may cost together."""

    code: str
    title: Text
    currency: str
    cap_minor: int
    org_unit: UUID


async def open_budget(ask: OpenBudget, *, actor: Actor, work: Work) -> Made:
    """Open a budget.

    Raises:
        CurrencyNotKept: ``rights.currency_not_kept``.
        CodeTaken: ``rights.code_taken``.
    """
    actor.must("rights.open_budget")
    expect_reached(actor, ask.org_unit)
    if not 0 < ask.cap_minor <= MONEY_MAX:
        raise Malformed("1 to 100 billion yuan", "cap_minor")
    async with work.begin(ask, actor, use="rights.open_budget", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_kept(tx, ask.currency)
        await expect_free(tx, "select 1 from rights_budget where code = $1", code_given(ask.code))
        made = Made(new_id())
        await tx.run(
            "insert into rights_budget (id, code, title, currency, cap_minor, org_unit)"
            " values ($1, $2, $3, $4, $5, $6)",
            made.id,
            ask.code,
            text_given(ask.title, "title"),
            currency_given(ask.currency),
            ask.cap_minor,
            ask.org_unit,
        )
        facts = {"code": ask.code, "cap_minor": ask.cap_minor, "currency": ask.currency}
        tx.audit("rights.budget_opened", str(made.id), facts, org_unit=ask.org_unit)
        return await tx.done(made)
