"""How often one caller may ask a face: per session; without one per address, and beyond that from the spare.

Many people stand behind one address of a carrier or an office, so an address is never locked: it has a part
of its own, and when that is used up it takes from what the house has to spare for everybody. Per process.

Invariant   a refused request has touched no row; the answer says when to come back; a cookie that we did not
            make is no session
"""

import math
from dataclasses import dataclass

from starlette.requests import Request
from throttled.asyncio import MemoryStore, Throttled, per_min

from largesse.identity.sessions.sessions import marked

KEPT = 20_000
ADDRESS_TIMES = 10
SPARE_TIMES = 50


@dataclass(frozen=True)
class Pace:
    """``per_minute`` requests on the long run, ``burst`` at once."""

    per_minute: int
    burst: int


PACES = {
    "console": Pace(1200, 300),
    "client": Pace(240, 80),
    "partner": Pace(600, 120),
    "left_out": Pace(6, 6),
}


class Throttle:
    """One face's limits. ``cookie`` names the session's cookie."""

    def __init__(self, face: str, cookie: str) -> None:
        self.cookie = cookie
        self._session = _limit(face, PACES[face], 1)
        self._address = _limit(face, PACES[face], ADDRESS_TIMES)
        self._spare = _limit(face, PACES[face], SPARE_TIMES)

    async def wait_s(self, request: Request) -> int:
        """Give 0 when the request may pass, else how many seconds to wait."""
        session = request.cookies.get(self.cookie, "")
        if session and marked(session):
            found = await self._session.limit(f"session:{session[:24]}")
        else:
            address = request.client.host if request.client else "?"
            found = await self._address.limit(f"address:{address}")
            if found.limited:
                found = await self._spare.limit("spare")
        return max(1, math.ceil(found.state.retry_after)) if found.limited else 0


def _limit(face: str, pace: Pace, times: int) -> Throttled:
    return Throttled(
        using="gcra",
        quota=per_min(pace.per_minute * times, burst=pace.burst * times),
        store=MemoryStore(options={"MAX_SIZE": KEPT}),
        key_prefix=f"largesse:{face}",
    )
