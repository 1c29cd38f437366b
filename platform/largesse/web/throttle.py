"""How often one caller may ask a face: per session; without one per address, and beyond that from the spare.

Many people stand behind one address of a carrier or an office, so an address is never locked: it has a part
of its own, and when that is used up it takes from what the house has to spare for everybody. Per process.

Invariant   a refused request has touched no row; the answer says when to come back; a cookie that we did not
            make is no session
"""

import time
from dataclasses import dataclass

from starlette.requests import Request

from largesse.identity.sessions.sessions import marked

KEPT = 20_000
ADDRESS_TIMES = 10
SPARE_TIMES = 50
PACED = "paced"  # in a request's state: it was asked for its pace already
_SECOND_NS = 1_000_000_000


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
        pace = PACES[face]
        self._session = _Bucket(pace, 1)
        self._address = _Bucket(pace, ADDRESS_TIMES)
        self._spare = _Bucket(pace, SPARE_TIMES)

    async def wait_s(self, request: Request) -> int:
        """Give 0 when the request may pass, else how many seconds to wait; nobody is counted twice."""
        if getattr(request.state, PACED, False):
            return 0
        session = request.cookies.get(self.cookie, "")
        if session and marked(session):
            return self.session_wait_s(session)
        address = request.client.host if request.client else "?"
        return self._address.wait_s(address) and self._spare.wait_s("")

    def session_wait_s(self, session: str) -> int:
        """Give 0 when a session that we made may ask, else how many seconds to wait."""
        return self._session.wait_s(session[:24])


class _Bucket:
    """Callers by when each is even again, who asked last at the end; the first are forgotten beyond ``KEPT``.

    Source: the generic cell rate algorithm, ITU-T I.371
    """

    def __init__(self, pace: Pace, times: int) -> None:
        self._every_ns = 60 * _SECOND_NS // (pace.per_minute * times)
        self._ahead_ns = self._every_ns * pace.burst * times
        self._even_at: dict[str, int] = {}

    def wait_s(self, caller: str) -> int:
        """Take one; where the caller is too far ahead take none, and give the seconds to wait."""
        now = time.monotonic_ns()
        even = max(self._even_at.pop(caller, now), now)
        wait_ns = even + self._every_ns - self._ahead_ns - now
        self._even_at[caller] = even if wait_ns > 0 else even + self._every_ns
        if len(self._even_at) > KEPT:
            del self._even_at[next(iter(self._even_at))]
        return max(0, -(-wait_ns // _SECOND_NS))
