"""How often one caller may ask a face: per session, ten times wider per address; per process.

Invariant   a refused request has touched no row; the answer says when to come back
"""

import math
from dataclasses import dataclass

from starlette.requests import Request
from throttled.asyncio import MemoryStore, Throttled, per_min

KEPT = 20_000
ADDRESS_TIMES = 10


@dataclass(frozen=True)
class Pace:
    """``per_minute`` requests on the long run, ``burst`` at once."""

    per_minute: int
    burst: int


PACES = {"console": Pace(1200, 300), "client": Pace(240, 80), "partner": Pace(600, 120)}


class Throttle:
    """One face's limits. ``cookie`` names the session's cookie; without one the address counts."""

    def __init__(self, face: str, cookie: str) -> None:
        self.cookie = cookie
        self._session = _limit(face, PACES[face], 1)
        self._address = _limit(face, PACES[face], ADDRESS_TIMES)

    async def wait_s(self, request: Request) -> int:
        """Give 0 when the request may pass, else how many seconds to wait."""
        session = request.cookies.get(self.cookie)
        address = request.client.host if request.client else "?"
        found = await self._address.limit(f"address:{address}")
        if not found.limited and session:
            found = await self._session.limit(f"session:{session[:24]}")
        return max(1, math.ceil(found.state.retry_after)) if found.limited else 0


def _limit(face: str, pace: Pace, times: int) -> Throttled:
    return Throttled(
        using="gcra",
        quota=per_min(pace.per_minute * times, burst=pace.burst * times),
        store=MemoryStore(options={"MAX_SIZE": KEPT}),
        key_prefix=f"largesse:{face}",
    )
