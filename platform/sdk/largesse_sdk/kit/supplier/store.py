"""A supplier's own store, in SQLite.

Invariant   one order per key; a key that was closed never gets one; what was done under a key is done once
"""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
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
create table if not exists done (key text primary key, digest text not null);
create table if not exists page (token text primary key, order_no text not null, purpose text not null,
  expires_at text not null);
create table if not exists fault (name text primary key, left integer not null);
"""
PAGE_LASTS = timedelta(minutes=15)
FAULTS = frozenset(
    {"time_out_after_commit", "duplicate_callback", "out_of_order", "hold_callbacks", "delay", "down"}
)


class Refused(Exception):  # noqa: N818 - a state of the world, not an "Error"
    """The supplier's no: a word and an HTTP status."""

    def __init__(self, error: str, status: int) -> None:
        super().__init__(error)
        self.error = error
        self.status = status


class Store:
    """One connection, one writer. ``more`` of an order is what its trade keeps, as JSON."""

    def __init__(self, path: Path, prefix: str) -> None:
        self._prefix = prefix
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.executescript("pragma journal_mode = wal;" + _TABLES)
        if "more" not in {row["name"] for row in self._db.execute("pragma table_info(orders)")}:
            self._db.execute("alter table orders add column more text not null default '{}'")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def order(
        self, key: str, ask: dict[str, Any], price_fen: int, more: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]:
        """Make an order, or give the one that was made under this key."""
        digest = _digest(ask)
        if not key or not ask.get("partner_order") or not ask.get("notify_url"):
            raise Refused("request_incomplete", 422)
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
                " notify_url, price_fen, code, status, valid_to, created_at, more)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'confirmed', ?, ?, ?)",
                (
                    f"{self._prefix}{secrets.token_hex(6).upper()}",
                    key,
                    digest,
                    ask["partner_order"],
                    ask["sku"],
                    qty,
                    ask.get("guest"),
                    ask["notify_url"],
                    price_fen * qty,
                    f"{secrets.randbelow(10**10):010d}",
                    ask.get("valid_to"),
                    stamp(),
                    json.dumps(more(), ensure_ascii=False),
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

    def by_code(self, code: str) -> dict[str, Any]:
        """Give an order by its client's code."""
        order = self._one("select * from orders where code = ?", code)
        if order is None:
            raise Refused("code_unknown", 404)
        return order

    def orders(self) -> list[dict[str, Any]]:
        """Give every order, oldest first."""
        return [_whole(row) for row in self._db.execute("select * from orders order by created_at, order_no")]

    def cancel(self, order_no: str) -> dict[str, Any]:
        """Cancel an order that was not used; cancelling it again changes nothing."""
        with _writing(self._db):
            order = self.find(order_no)
            if order["used_at"]:
                raise Refused("order_used", 409)
            self._db.execute("update orders set status = 'cancelled' where order_no = ?", (order_no,))
            return self.find(order_no)

    def change(
        self,
        key: str,
        order_no: str,
        ask: dict[str, Any],
        changed: Callable[[dict[str, Any]], dict[str, Any]],
    ) -> dict[str, Any]:
        """Change an order once per key."""
        digest = _digest([order_no, ask])
        with _writing(self._db):
            order = self.find(order_no)
            earlier = self._one("select * from done where key = ?", key)
            if earlier is not None:
                if earlier["digest"] != digest:
                    raise Refused("key_reused", 409)
                return order
            if order["status"] != "confirmed":
                raise Refused(f"order_{order['status']}", 409)
            more = order["more"] | changed(order)
            guest = ask.get("guest") or order["guest"]
            self._db.execute("insert into done values (?, ?)", (key, digest))
            self._db.execute(
                "update orders set more = ?, guest = ?, place = coalesce(?, place) where order_no = ?",
                (json.dumps(more, ensure_ascii=False), guest, ask.get("place"), order_no),
            )
            return self.find(order_no)

    def note(self, order_no: str, done: "Done") -> dict[str, Any]:
        """Note what was done with an order; the notice to the partner is kept with it."""
        with _writing(self._db):
            order = self.find(order_no)
            if order["status"] not in done.after:
                raise Refused(f"order_{order['status']}", 409)
            more = json.dumps(order["more"] | done.more, ensure_ascii=False)
            self._db.execute(
                "update orders set status = coalesce(?, status), more = ?, place = coalesce(?, place),"
                " used_at = case when ? then ? else used_at end where order_no = ?",
                (done.status, more, done.place, done.uses, stamp(), order_no),
            )
            noted = self.find(order_no)
            at = noted["used_at"] if done.uses else stamp()
            body = {"event_id": done.event, "kind": done.kind, "at": at, "order": shown(noted)}
            sends = 2 if self.strike("duplicate_callback") else 1
            self._db.execute(
                "insert into notice values (?, ?, ?, ?, 0, null)",
                (done.event, noted["notify_url"], json.dumps(body | {"facts": done.facts}), sends),
            )
            return noted

    def set_status(self, order_no: str, status: str) -> dict[str, Any]:
        """Give an order any status, for tests."""
        self._db.execute("update orders set status = ? where order_no = ?", (status, order_no))
        return self.find(order_no)

    def open_page(self, order_no: str, purpose: str) -> tuple[str, datetime]:
        """Make a page of an order for its client; gives its token and when it ends."""
        order, token = self.find(order_no), secrets.token_urlsafe(24)
        ends = datetime.now(UTC) + PAGE_LASTS
        self._db.execute(
            "insert into page values (?, ?, ?, ?)", (token, order["order_no"], purpose, ends.isoformat())
        )
        return token, ends

    def page(self, token: str) -> tuple[dict[str, Any], str]:
        """Give the order and the purpose of a page that has not ended."""
        row = self._one("select * from page where token = ? and expires_at > ?", token, stamp())
        if row is None:
            raise Refused("page_unknown", 404)
        return self.find(row["order_no"]), str(row["purpose"])

    def due_notices(self) -> list[dict[str, Any]]:
        """Give the notices that were not delivered yet, at most fifty: none while they are held back."""
        if self.armed("hold_callbacks") or self.armed("down"):
            return []
        rows = self._db.execute(
            "select * from notice where sent_at is null and tries < 100 order by rowid limit 50"
        )
        found = [dict(row) for row in rows]
        return found[::-1] if len(found) > 1 and self.strike("out_of_order") else found

    def note_sent(self, notice: str, *, ok: bool) -> None:
        """Note a try to deliver a notice."""
        sent = stamp() if ok else None
        self._db.execute("update notice set tries = tries + 1, sent_at = ? where id = ?", (sent, notice))

    def arm(self, name: str, times: int) -> None:
        """Let a fault happen the next ``times`` times."""
        self._db.execute("insert or replace into fault values (?, ?)", (name, times))

    def armed(self, name: str) -> bool:
        """Tell whether a fault is armed, without using it up."""
        row = self._db.execute("select left from fault where name = ?", (name,)).fetchone()
        return row is not None and row["left"] > 0

    def strike(self, name: str) -> bool:
        """Tell whether a fault happens now, and use it up once."""
        done = self._db.execute("update fault set left = left - 1 where name = ? and left > 0", (name,))
        return done.rowcount == 1

    def _one(self, sql: str, *args: Any) -> dict[str, Any] | None:
        row = self._db.execute(sql, args).fetchone()
        return _whole(row) if row is not None else None

    def _found(self, sql: str, *args: Any) -> dict[str, Any]:
        row = self._one(sql, *args)
        if row is None:
            raise Refused("order_unknown", 404)
        return row


class Done:
    """What was done with an order: from which states, to which, told as what."""

    def __init__(self, event: str, kind: str, after: frozenset[str], status: str | None) -> None:
        """Nothing more is told.

        Args:
            event: the notice's id.
            kind: the notice's word.
            after: the states in which it may be done.
            status: the state then, None: it stays.
        """
        self.event, self.kind, self.after, self.status = event, kind, after, status
        self.facts: dict[str, Any] = {}
        self.more: dict[str, Any] = {}
        self.place: str | None = None

    @property
    def uses(self) -> bool:
        """Whether the order is used with it."""
        return self.status == "used"


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
    hidden = {"key", "digest", "notify_url", "more"}
    return {**{name: value for name, value in order.items() if name not in hidden}, **order["more"]}


def stamp() -> str:
    """Give the time, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _whole(row: sqlite3.Row) -> dict[str, Any]:
    found: dict[str, Any] = dict(row)
    if "more" in found:
        found["more"] = json.loads(found["more"])
    return found


def _digest(ask: Any) -> str:
    return hashlib.sha256(json.dumps(ask, sort_keys=True, default=str).encode()).hexdigest()
