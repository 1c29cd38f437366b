"""The lounge's own store, in SQLite.

Invariant   one order per key; a key that was closed never gets one; an order is used once
"""

import hashlib
import json
import secrets
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_TABLES = """
create table if not exists orders (
  order_no text primary key, key text not null unique, digest text not null,
  partner_order text not null,
  sku text not null, qty integer not null, guest text, notify_url text not null,
  price_fen integer not null,
  code text not null unique, status text not null, valid_to text, created_at text not null,
  used_at text, place text
);
create table if not exists closed_key (key text primary key, at text not null);
create table if not exists notice (
  id text primary key, url text not null, body text not null, sends integer not null, tries integer not null,
  sent_at text
);
create table if not exists fault (name text primary key, left integer not null);
"""
PRODUCTS: list[dict[str, Any]] = [
    {
        "sku": "LOUNGE-1",
        "title": {"zh-CN": "机场贵宾厅单次", "en": "One lounge visit"},
        "summary": {"zh-CN": "全国 46 家贵宾厅任选一次", "en": "One visit at any of 46 lounges"},
        "price_fen": 16_800,
        "face_fen": 26_000,
        "valid_days": 180,
    },
    {
        "sku": "LOUNGE-2",
        "title": {"zh-CN": "机场贵宾厅双人", "en": "Lounge visit for two"},
        "summary": {"zh-CN": "本人及一位同行", "en": "Guest and one companion"},
        "price_fen": 30_000,
        "face_fen": 48_000,
        "valid_days": 180,
    },
]
LOUNGES: list[dict[str, Any]] = [
    {
        "ref": "PVG-T2-A",
        "name": {"zh-CN": "上海浦东 T2 云端贵宾厅", "en": "Cloud Lounge, Shanghai Pudong T2"},
        "city": "上海",
        "address": {"zh-CN": "浦东机场 T2 国际出发 D70 旁", "en": "Pudong T2, beside gate D70"},
        "opens": "06:00-23:00",
    },
    {
        "ref": "PEK-T3-C",
        "name": {"zh-CN": "北京首都 T3 云端贵宾厅", "en": "Cloud Lounge, Beijing Capital T3"},
        "city": "北京",
        "address": {"zh-CN": "首都机场 T3C 二层", "en": "Capital T3C, second floor"},
        "opens": "05:30-22:30",
    },
]


class Refused(Exception):  # noqa: N818 - a state of the world, not an "Error"
    """The lounge's no: a word and an HTTP status."""

    def __init__(self, error: str, status: int) -> None:
        super().__init__(error)
        self.error = error
        self.status = status


class Store:
    """One connection, one writer."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.executescript("pragma journal_mode = wal;" + _TABLES)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def order(self, key: str, ask: dict[str, Any]) -> dict[str, Any]:
        """Make an order, or give the one that was made under this key."""
        digest = hashlib.sha256(json.dumps(ask, sort_keys=True).encode()).hexdigest()
        product = next((one for one in PRODUCTS if one["sku"] == ask.get("sku")), None)
        if not key or not ask.get("partner_order") or not ask.get("notify_url"):
            raise Refused("request_incomplete", 422)
        if product is None:
            raise Refused("sku_unknown", 422)
        with _writing(self._db):
            earlier = self._one("select * from orders where key = ?", key)
            if earlier is not None:
                if earlier["digest"] != digest:
                    raise Refused("key_reused", 409)
                return earlier
            if self._one("select key from closed_key where key = ?", key):
                raise Refused("key_closed", 409)
            qty = int(ask.get("qty") or 1)
            self._db.execute(
                "insert into orders (order_no, key, digest, partner_order, sku, qty, guest,"
                " notify_url, price_fen, code, status, valid_to, created_at)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'confirmed', ?, ?)",
                (
                    f"LG{secrets.token_hex(6).upper()}",
                    key,
                    digest,
                    ask["partner_order"],
                    ask["sku"],
                    qty,
                    ask.get("guest"),
                    ask["notify_url"],
                    product["price_fen"] * qty,
                    f"{secrets.randbelow(10**10):010d}",
                    ask.get("valid_to"),
                    stamp(),
                ),
            )
            return self._found("select * from orders where key = ?", key)

    def settle_key(self, key: str) -> dict[str, Any] | None:
        """Give the order of a key; where there is none, close the key so that there never will be."""
        with _writing(self._db):
            order = self._one("select * from orders where key = ?", key)
            if order is None:
                self._db.execute("insert or ignore into closed_key values (?, ?)", (key, stamp()))
            return order

    def find(self, order_no: str) -> dict[str, Any]:
        """Give an order by its number."""
        return self._found("select * from orders where order_no = ?", order_no)

    def orders(self) -> list[dict[str, Any]]:
        """Give every order, oldest first."""
        rows = self._db.execute("select * from orders order by created_at, order_no")
        return [dict(row) for row in rows]

    def cancel(self, order_no: str) -> dict[str, Any]:
        """Cancel an order that was not used; cancelling it again changes nothing."""
        with _writing(self._db):
            order = self.find(order_no)
            if order["status"] == "used":
                raise Refused("order_used", 409)
            self._db.execute("update orders set status = 'cancelled' where order_no = ?", (order_no,))
            return self.find(order_no)

    def redeem(self, code: str, place: str, event: str) -> dict[str, Any]:
        """Let a guest in: once per code; the notice to the partner is kept with it."""
        with _writing(self._db):
            order = self._one("select * from orders where code = ?", code)
            if order is None:
                raise Refused("code_unknown", 404)
            if order["status"] != "confirmed":
                raise Refused(f"order_{order['status']}", 409)
            self._db.execute(
                "update orders set status = 'used', used_at = ?, place = ? where code = ?",
                (stamp(), place, code),
            )
            used = self._found("select * from orders where code = ?", code)
            body = json.dumps(
                {"event_id": event, "kind": "order.used", "at": used["used_at"], "order": shown(used)}
            )
            sends = 2 if self.strike("duplicate_callback") else 1
            self._db.execute(
                "insert into notice values (?, ?, ?, ?, 0, null)", (event, used["notify_url"], body, sends)
            )
            return used

    def set_status(self, order_no: str, status: str) -> dict[str, Any]:
        """Give an order any status, for tests."""
        self._db.execute("update orders set status = ? where order_no = ?", (status, order_no))
        return self.find(order_no)

    def due_notices(self) -> list[dict[str, Any]]:
        """Give the notices that were not delivered yet, at most fifty."""
        rows = self._db.execute("select * from notice where sent_at is null and tries < 100 limit 50")
        return [dict(row) for row in rows]

    def note_sent(self, notice: str, *, ok: bool) -> None:
        """Note a try to deliver a notice."""
        sent = stamp() if ok else None
        self._db.execute("update notice set tries = tries + 1, sent_at = ? where id = ?", (sent, notice))

    def arm(self, name: str, times: int) -> None:
        """Let a fault happen the next ``times`` times."""
        self._db.execute("insert or replace into fault values (?, ?)", (name, times))

    def armed(self, name: str) -> bool:
        """Tell whether a fault is armed, without using it up."""
        row = self._one("select left from fault where name = ?", name)
        return row is not None and row["left"] > 0

    def strike(self, name: str) -> bool:
        """Tell whether a fault happens now, and use it up once."""
        done = self._db.execute("update fault set left = left - 1 where name = ? and left > 0", (name,))
        return done.rowcount == 1

    def _one(self, sql: str, *args: Any) -> dict[str, Any] | None:
        row = self._db.execute(sql, args).fetchone()
        return dict(row) if row is not None else None

    def _found(self, sql: str, *args: Any) -> dict[str, Any]:
        row = self._one(sql, *args)
        if row is None:
            raise Refused("order_unknown", 404)
        return row


class _writing:  # noqa: N801 - reads as a word of its own: with _writing(db)
    """One write transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("begin immediate")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._db.execute("commit" if kind is None else "rollback")


def shown(order: dict[str, Any]) -> dict[str, Any]:
    """Give an order as a partner sees it."""
    hidden = {"key", "digest", "notify_url"}
    return {name: value for name, value in order.items() if name not in hidden}


def stamp() -> str:
    """Give the time, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
