"""The shapes of a call and of what becomes of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

OutcomeWord = Literal["succeeded", "pending", "failed", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One targeted call.

    ``args`` is the method's request as JSON: the fields of its one argument (``issue``, ``query``,
    ``cancel`` …), or, where that is no object (``ack``) or there are several (``parse_callback``), a dict by
    argument name.
    ``at`` is the time that the child is told, where it is asked about what came earlier; None: the present.
    ``request_id`` is the idempotency key that the provider sees: repeat it and nothing happens twice.
    """

    installation: UUID
    capability: str  # "rights_provider.v1", "settlement_source.v1", "lifecycle.v1"
    method: str
    args: dict[str, Any] = field(default_factory=dict)
    request_id: str
    deadline_s: float = 10.0
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What became of a call.

    ``failed`` without ``retry_after_s`` is the provider's final no. ``failed`` with ``retry_after_s``:
    surely nothing was done, the same request id may be sent again after that time. ``unknown``: ask by
    ``query``, never send again blindly, never take it for success. ``data`` is the method's answer as
    JSON (``{"items": […]}`` where it answers a list); ``code`` names the reason of a no.
    """

    outcome: OutcomeWord
    data: dict[str, Any] = field(default_factory=dict)
    code: str | None = None
    retry_after_s: float | None = None
