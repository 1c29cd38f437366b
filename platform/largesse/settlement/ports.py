"""What settlement tells other rooms of: its work that waits, its currencies."""

from largesse.identity.waiting import Wait, register_wait
from largesse.rights.catalogue.currencies import register_currencies
from largesse.settlement.breaks.reads import waiting_breaks
from largesse.settlement.ledger.currency import currencies


def register() -> None:
    """Register what waits for a second person, and the currencies that the books keep."""
    register_currencies(currencies)
    register_wait(Wait("disposition", "settlement.approve_disposition", waiting_breaks))
