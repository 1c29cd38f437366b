"""How a right shows that its client left it half-way, as a piece of SQL over ``e`` and its batch ``b``."""

from typing import Literal

from largesse.store.sql import statement

Reason = Literal["order", "offer", "hold", "form", "unclaimed"]
# Gives ``reason`` and ``since`` of the right ``e``, or no row; the first reason that holds.
DROPPED = statement(__name__, "dropped")
LIVE = "e.state in ('issued', 'active', 'reserved') and e.valid_to > now()"
FROM = f"rights_entitlement e join rights_batch b on b.id = e.batch cross join lateral ({DROPPED}) d"
