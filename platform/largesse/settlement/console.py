"""Settlement on the console face: each noun's own part, put together."""

import strawberry

from largesse.settlement.batches.console import BatchMutation, BatchQuery
from largesse.settlement.breaks.console import BreakMutation, BreakQuery
from largesse.settlement.export.console import ExportMutation
from largesse.settlement.ledger.console import LedgerQuery
from largesse.settlement.statements.console import StatementMutation, StatementQuery
from largesse.settlement.trail.console import TrailSettlement

__all__ = ["SettlementMutation", "SettlementQuery", "TrailSettlement"]


@strawberry.type
class SettlementQuery(StatementQuery, BatchQuery, BreakQuery, LedgerQuery):
    """Queries of this room."""


@strawberry.type
class SettlementMutation(StatementMutation, BatchMutation, BreakMutation, ExportMutation):
    """Mutations of this room."""
