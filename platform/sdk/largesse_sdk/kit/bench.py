"""What a partner's test supplier must be able to do for the kit."""

from typing import Any, Protocol

from largesse_sdk.contracts.rights_types import AmendRequest, IssueRequest, SlotQuery
from largesse_sdk.contracts.settlement import StatementRef
from largesse_sdk.values import RawRequest


class Bench(Protocol):
    """A test supplier, driven from the test."""

    config: dict[str, Any]
    secrets: dict[str, str]
    callback_url: str

    def order(self, order_ref: str) -> IssueRequest:
        """Give an order that the supplier accepts."""
        ...

    def other_order(self, order_ref: str) -> IssueRequest:
        """Give an order that differs from ``order`` in more than its reference."""
        ...

    async def orders(self) -> int:
        """Count the orders in the supplier's own books."""
        ...

    async def time_out_after_commit(self) -> None:
        """Let the next order be kept, and its answer never come."""
        ...

    async def set_status(self, provider_ref: str, status: str) -> None:
        """Give an order a status of the supplier's, also one that nobody has heard of."""
        ...

    async def callback(self, provider_ref: str) -> RawRequest:
        """Let the supplier notify the use of an order, and give the signed request as it was sent."""
        ...

    async def statement(self) -> StatementRef:
        """Name a statement with at least two lines."""
        ...

    async def event(self, provider_ref: str, kind: str) -> RawRequest:
        """Let the supplier tell one event of a kind that the manifest's ``tells`` names, as it was sent."""
        ...

    def slot_query(self) -> SlotQuery:
        """Ask for days on which a place has sessions; where ``slots`` is offered."""
        ...

    def amendment(self, provider_ref: str) -> AmendRequest:
        """Give a change of an order that the supplier accepts; where ``amend`` is offered."""
        ...
