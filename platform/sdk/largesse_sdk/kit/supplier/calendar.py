"""A company with places and sessions there, each with a quota: what its orders keep of the one they have.

Invariant   a session takes no more orders than its quota; ``session`` of an order is the one it has, or None
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from largesse_sdk.kit.supplier.store import Refused
from largesse_sdk.kit.supplier.trade import Act, Order, Trade

ZONE = ZoneInfo("Asia/Shanghai")
DAYS_MAX = 62
_SUNDAY = 6
_BOOKED = frozenset({"confirmed"})


class Calendar(Trade):
    """A company that keeps a calendar: sessions begin at ``hours`` and last ``minutes``.

    ``spot`` is its own word for a place. Faults: ``one_left`` every session has a quota of one; ``too_late``
    nothing is given back or moved.
    """

    hours: ClassVar[tuple[int, ...]] = ()
    minutes: ClassVar[int] = 60
    quota: ClassVar[int] = 20
    spot: ClassVar[str] = "place"
    faults = frozenset({"one_left", "too_late"})

    def slots(self, asked: Mapping[str, str]) -> list[dict[str, Any]]:
        """Give the sessions of a place, except Sundays."""
        self.place(asked.get("place"))
        try:
            first, last = (date.fromisoformat(asked.get(name, "")) for name in ("from", "to"))
        except ValueError as error:
            raise Refused("days_unreadable", 422) from error
        if not 0 <= (last - first).days < DAYS_MAX:
            raise Refused("days_too_many", 422)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        taken = [one["more"].get("slot") for one in self.store.orders()]
        return [
            self._slot(f"{asked['place']}@{_at(day, hour):%Y-%m-%dT%H%z}", taken)
            for day in days
            if day.weekday() != _SUNDAY
            for hour in self.hours
        ]

    def place(self, ref: Any) -> None:
        """Want one of its places."""
        if ref not in {one["ref"] for one in self.where}:
            raise Refused(f"{self.spot}_unknown", 422)

    def taken(self, ref: str, order_no: str = "") -> dict[str, Any]:
        """Give what an order keeps of a session, which exists and is not full; inside the transaction."""
        place, start = self._read(ref)
        others = [
            one
            for one in self.store.orders()
            if one["more"].get("slot") == ref and one["order_no"] != order_no and one["status"] != "cancelled"
        ]
        if start.hour not in self.hours or called_off(start.date()):
            raise Refused("slot_unknown", 422)
        if len(others) >= self._quota:
            raise Refused("slot_full", 409)
        return {"slot": ref, self.spot: place, "session": self._session(ref)}

    def amended(self, order: Order, ask: Mapping[str, Any]) -> dict[str, Any]:
        """Move the order to another place or session; a full one is refused."""
        changed: dict[str, Any] = {}
        if ask.get("place"):
            self.place(ask["place"])
            changed[self.spot] = ask["place"]
        if ask.get("slot"):
            if order["more"].get("slot") and self.store.armed("too_late"):
                raise Refused("too_late", 409)
            changed |= self.taken(str(ask["slot"]), str(order["order_no"]))
        return changed

    def released(self, order: Order) -> dict[str, Any]:
        """Take the session back, unless it is too late."""
        del order
        if self.store.armed("too_late"):
            raise Refused("too_late", 409)
        return {"slot": None, "session": None}

    def moved(self, order: Order, given: Mapping[str, Any]) -> dict[str, Any]:
        """Move an order by the company's own hand: to the session that is named, or to the next free one."""
        return self.taken(str(given.get("slot") or self._next(order)), str(order["order_no"]))

    def act(self, name: str) -> Act:
        """Give what its staff do: also call a session off, and move an order to another one."""
        if name == "move":
            return Act("move", "改期 Moved", _BOOKED, None, "session.moved", keeps=self.moved)
        if name == "call_off":
            return Act("call_off", "停诊 Called off", _BOOKED, None, "session.cancelled", keeps=_called_off)
        return super().act(name)

    @property
    def _quota(self) -> int:
        return 1 if self.store.armed("one_left") else self.quota

    def _read(self, ref: str) -> tuple[str, datetime]:
        place, _, when = ref.rpartition("@")
        self.place(place)
        try:
            return place, datetime.strptime(when, "%Y-%m-%dT%H%z").astimezone(ZONE)
        except ValueError as error:
            raise Refused("slot_unknown", 422) from error

    def _next(self, order: Order) -> str:
        first = datetime.now(ZONE).date() + timedelta(days=1)
        place = order["more"].get(self.spot) or self.where[0]["ref"]
        asked = {"place": place, "from": str(first), "to": str(first + timedelta(days=7))}
        found = [one["ref"] for one in self.slots(asked) if one["free"]]
        return str(next(one for one in found if one != order["more"].get("slot")))

    def _session(self, ref: str) -> dict[str, str]:
        place, start = self._read(ref)
        end = start + timedelta(minutes=self.minutes)
        return {"place": place, "slot": ref, "start": start.isoformat(), "end": end.isoformat()}

    def _slot(self, ref: str, taken: list[Any]) -> dict[str, Any]:
        session = self._session(ref)
        off = called_off(datetime.fromisoformat(session["start"]).date())
        free = 0 if off else max(0, self._quota - taken.count(ref))
        why = "" if free else "停约" if off else "约满"
        times = {"start": session["start"], "end": session["end"]}
        return {"ref": ref, **times, "free": free, "unavailable": why}


def called_off(day: date) -> bool:
    """Tell whether a day's sessions are called off: the last of each month."""
    return (day + timedelta(days=1)).day == 1


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def _called_off(_: Order, __: Mapping[str, Any]) -> dict[str, Any]:
    return {"slot": None, "session": None}
