"""The unit of work: one transaction, receipt first, effects and their traces in one commit.

Words       An *ask* is what a use case is given, with its idempotency ``key``. A *receipt* remembers the
            answer of an ask. ``earlier`` is that answer, when the same ask came before.
Invariant   receipt, rows, audit rows and events commit together or not at all
Source      docs/explanation/use-cases.md
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

import asyncpg
import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient, TransactionContext
from tortoise.connection import ConnectionToken, get_connection, get_connections
from tortoise.exceptions import IntegrityError, OperationalError, TransactionManagementError
from tortoise.transactions import in_transaction

from largesse.kernel.actor import SYSTEM, Actor
from largesse.kernel.ask import Ask
from largesse.kernel.canonical import dumps, sha256_hex
from largesse.kernel.clock import now
from largesse.kernel.errors import Broken, Contended, DatabaseAway, KeyReused, Malformed, NumberTooLarge
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because, characters
from largesse.store.house import House

KEY_MAX = 128
_AGAIN = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
)
_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
)
_UNHELD = (asyncpg.CharacterNotInRepertoireError, asyncpg.UntranslatableCharacterError)
T = TypeVar("T")
R = TypeVar("R")
N = TypeVar("N", bound=NamedTuple)


@dataclass(frozen=True)
class _KeptReceipt:
    """What a receipt remembers."""

    ask_digest: str
    answer: Any

    def of(self, ask: Ask, answer: type[T]) -> T:
        """Give the answer to an ask.

        Raises:
            KeyReused: ``kernel.key_reused``: it was another ask.
        """
        if self.ask_digest != _ask_digest(ask):
            raise KeyReused(ask.key)
        return msgspec.convert(self.answer, answer, strict=False)


class Read:
    """Rows out of one connection; parameters are ``$1, $2, …``."""

    def __init__(self, conn: BaseDBAsyncClient, house: House) -> None:
        self.conn = conn
        self.house = house

    async def all(self, kind: type[R], sql: str, *args: Any) -> list[R]:
        """Run a statement and give its rows as ``kind``, a frozen dataclass whose fields name the columns.

        Raises:
            Broken: a row does not fit the class.
        """
        return [typed(row, kind) for row in await self.conn.execute_query_dict(sql, list(args))]

    async def one(self, kind: type[R], sql: str, *args: Any) -> R | None:
        """Give the first row as ``kind``, or None."""
        found = await self.all(kind, sql, *args)
        return found[0] if found else None

    async def tuples(self, kind: type[N], sql: str, *args: Any) -> list[N]:
        """Run a statement and give its rows as ``kind``, a NamedTuple of its columns in their order.

        For hot paths: nothing is checked or converted.
        """
        _, rows = await self.conn.execute_query(sql, list(args))
        return [kind._make(row) for row in rows]

    async def value(self, sql: str, *args: Any) -> Any:
        """Give the first column of the first row or None."""
        found = await self.conn.execute_query_dict(sql, list(args))
        return next(iter(found[0].values())) if found else None


class Tx(Read, Generic[T]):
    """One open transaction of a use case. ``now`` is the only clock in it."""

    def __init__(self, conn: BaseDBAsyncClient, house: House, actor: Actor, at: datetime) -> None:
        super().__init__(conn, house)
        self.actor = actor
        self.now = at
        self.earlier: T | None = None
        self.finished = False
        self._receipt: tuple[str, UUID, str, str] | None = None
        self._events: list[tuple[str, str, dict[str, Any]]] = []
        self._audit: list[tuple[str, str, dict[str, Any], UUID | None]] = []

    async def run(self, sql: str, *args: Any) -> int:
        """Run a write and give how many rows it touched."""
        if sql.lstrip()[:6].lower() == "insert" and " returning " not in sql:
            return len(await self.conn.execute_query_dict(f"{sql} returning 1", list(args)))
        count, _ = await self.conn.execute_query(sql, list(args))
        return int(count)

    async def many(self, sql: str, args: Sequence[Sequence[Any]]) -> None:
        """Run one write for many argument lists, at most 10,000."""
        if args:
            await self.conn.execute_many(sql, [list(one) for one in args])

    def emit(self, topic: str, key: str, payload: dict[str, Any]) -> None:
        """Tell the house, in this commit. ``key`` is the subject's id; payload is plain JSON."""
        self._events.append((topic, key, payload))

    def audit(
        self, action: str, subject: str, facts: dict[str, Any], *, org_unit: UUID | None = None
    ) -> None:
        """Note who did what to which subject, in this commit."""
        self._audit.append((action, subject, facts, org_unit))

    async def done(self, answer: T) -> T:
        """Finish: events and audit rows are written and the receipt keeps the answer."""
        await self.flush()
        if self._receipt is not None:
            await self.run(
                "update store_receipt set answer = $5"
                " where actor_kind = $1 and actor_id = $2 and use_case = $3 and key = $4",
                *self._receipt,
                msgspec.json.encode(answer).decode(),
            )
        self.finished = True
        return answer

    async def flush(self) -> None:
        """Write the events and audit rows gathered so far, in their order."""
        if self._events:
            topics, keys, payloads = zip(*self._events, strict=True)
            await self.run(
                "select store_emit($1, $2, $3, $4, $5)",
                self.now,
                [new_id() for _ in self._events],
                list(topics),
                list(keys),
                [_plain(one) for one in payloads],
            )
        if self._audit:
            actions, subjects, facts, units = zip(*self._audit, strict=True)
            await self.run(
                "insert into store_audit"
                " (at, actor_kind, actor_id, actor_name, action, subject, facts, org_unit)"
                " select $1, $2, $3, $4, action, subject, facts, unit"
                " from unnest($5::text[], $6::text[], $7::jsonb[], $8::uuid[]) with ordinality"
                " as noted(action, subject, facts, unit, nr) order by nr",
                self.now,
                self.actor.kind,
                self.actor.id,
                self.actor.name,
                list(actions),
                list(subjects),
                [_plain(one) for one in facts],
                list(units),
            )
        self._events.clear()
        self._audit.clear()

    async def take_receipt(self, ask: Ask, use: str, answer: type[T]) -> None:
        """Lock the ask's receipt, or read the answer that it already has."""
        if not 1 <= len(ask.key) <= KEY_MAX:
            raise Malformed(characters(1, KEY_MAX), "key")
        digest = _ask_digest(ask)
        subject = (self.actor.kind, self.actor.id, use, ask.key)
        taken = await self.run(
            "insert into store_receipt (id, at, actor_kind, actor_id, use_case, key, ask_digest)"
            " values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
            new_id(),
            self.now,
            *subject,
            digest,
        )
        if taken:
            self._receipt = subject
            return
        kept = await _kept_receipt(self, subject)
        if kept is None or kept.answer is None:
            raise Contended
        self.earlier = kept.of(ask, answer)
        self.finished = True


async def _kept_receipt(read: Read, subject: tuple[str, UUID, str, str]) -> _KeptReceipt | None:
    return await read.one(
        _KeptReceipt,
        "select ask_digest, answer from store_receipt"
        " where actor_kind = $1 and actor_id = $2 and use_case = $3 and key = $4",
        *subject,
    )


class Work:
    """Opens transactions; one per process, handed to every use case with the house it works in."""

    def __init__(self, house: House) -> None:
        self.house = house

    @asynccontextmanager
    async def begin(self, ask: Ask, actor: Actor, *, use: str, answer: type[T]) -> AsyncIterator[Tx[T]]:
        """Open one transaction; a refusal or any error rolls back and leaves no receipt.

        Args:
            ask: the ask whose receipt is kept.
            actor: who acts; stands in receipt and audit rows.
            use: the use case's name, ``<room>.<verb>``.
            answer: the type in which an earlier answer is given back.

        Raises:
            KeyReused: ``kernel.key_reused``.
            Contended: another transaction was in the way; try again.
        """
        async with _transaction() as conn:
            tx: Tx[T] = Tx(conn, self.house, actor, now())
            await tx.take_receipt(ask, use, answer)
            yield tx
            if not tx.finished:
                raise Broken(f"{use} ended without tx.done")
            await tx.flush()

    async def earlier(self, ask: Ask, actor: Actor, *, use: str, answer: type[T]) -> T | None:
        """Give the answer that an ask has already; None: it came never, or is at work.

        For use cases that ask somebody outside before their transaction begins.

        Raises:
            KeyReused: ``kernel.key_reused``.
        """
        async with self.read() as read:
            kept = await _kept_receipt(read, (actor.kind, actor.id, use, ask.key))
        if kept is None or kept.answer is None:
            return None
        return kept.of(ask, answer)

    @asynccontextmanager
    async def job(self, actor: Actor = SYSTEM) -> AsyncIterator[Tx[None]]:
        """Open one transaction without a receipt: for jobs, which are idempotent by their own rows.

        Raises:
            Contended: another transaction was in the way; try again.
        """
        async with _transaction() as conn:
            tx: Tx[None] = Tx(conn, self.house, actor, now())
            yield tx
            await tx.flush()

    async def alone(self, kind: type[R], sql: str, *args: Any) -> list[R]:
        """Run one statement that is a transaction by itself, and give its rows as ``kind``.

        For what the clock does again and again: a job of one statement asks the database three times.

        Raises:
            Contended: another transaction was in the way; try again.
        """
        with _translated():
            return await Read(get_connection("default"), self.house).all(kind, sql, *args)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Read]:
        """Open a read-only transaction: one snapshot for all rows of an answer.

        Raises:
            Malformed: ``kernel.malformed``: what is looked for holds a NUL.
        """
        async with _transaction(writes=False) as conn:
            await conn.execute_query("set transaction isolation level repeatable read, read only", [])
            yield Read(conn, self.house)


@asynccontextmanager
async def _transaction(*, writes: bool = True) -> AsyncIterator[BaseDBAsyncClient]:
    """Open one transaction on a connection of the pool, and leave it whatever happens; faults in our words.

    Tortoise keeps what the current transaction of a task is in the task's context, and forgets to restore it
    when beginning fails or is cancelled, and when giving the connection back is cancelled. A later
    transaction of that task would then be a savepoint on a connection that others use.
    """
    block = in_transaction("default")
    began = False
    with _translated():
        try:
            async with block as conn:
                began = True
                yield conn
        except (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError, *_AWAY) as error:
            if _is_away(error, began=began):
                raise DatabaseAway from error
            raise
        except TransactionManagementError as error:
            if writes and isinstance(error.__cause__, asyncpg.ReadOnlySQLTransactionError):
                await _reconnect(block)
                raise DatabaseAway from error.__cause__
            raise
        finally:
            if _left(block) and not began:
                await _close(block)


def _is_away(error: Exception, *, began: bool) -> bool:
    """Tell whether the database does not answer, or went away so that nothing can be rolled back either."""
    if isinstance(
        error, OSError | asyncpg.InternalClientError
    ):  # or its last word was read, and its end not yet
        return not began
    return isinstance(error, _AWAY) or "connection is closed" in str(error)


def _left(block: TransactionContext) -> bool:
    """Restore the task's context; gives whether it still stood on this transaction."""
    token: ConnectionToken | None = getattr(block, "token", None)
    if token is None:
        return False  # no connection was acquired, or it is a savepoint
    try:
        get_connections().reset(token)
    except ValueError:
        return False  # restored already
    return True


async def _reconnect(block: TransactionContext) -> None:
    """Let go of the pool's connections: they lead to a server that was demoted and answers reads only."""
    await block.client._parent._pool.expire_connections()  # noqa: SLF001 - no public way


async def _close(block: TransactionContext) -> None:
    """Close the connection of a transaction that did not begin; the pool makes another."""
    with suppress(asyncpg.InterfaceError):  # one that the server ended went back to the pool by itself
        block.client._connection.terminate()  # noqa: SLF001 - no public way
    await block.client._parent._pool.release(block.client._connection)  # noqa: SLF001 - no public way


@contextmanager
def _translated() -> Iterator[None]:
    """Say in our words what the database says in its own: try again, or what no row can hold."""
    try:
        yield
    except _AGAIN as error:
        raise Contended from error
    except OperationalError as error:
        if isinstance(error.__cause__, _AGAIN):
            raise Contended from error
        if isinstance(error.__cause__, _UNHELD):
            raise Malformed(because("kernel.reason.unkept")) from error
        if _too_large(error.__cause__):
            raise NumberTooLarge from error
        raise
    except (asyncpg.DataError, OverflowError) as error:
        if _too_large(error):
            raise NumberTooLarge from error
        raise
    except IntegrityError as error:
        if "store_receipt" in str(error):
            raise Contended from error
        raise


def _too_large(cause: BaseException | None) -> bool:
    """Tell whether the server, or the driver before it, has no room for a number."""
    if isinstance(cause, asyncpg.NumericValueOutOfRangeError):
        return True
    return isinstance(cause, asyncpg.DataError | OverflowError) and "out of int" in str(cause)


def typed(row: Any, kind: type[R]) -> R:
    """Give a row of the database as a frozen dataclass; columns without a field are left out.

    Raises:
        Broken: a column is missing or holds another type.
    """
    try:
        return msgspec.convert(row, kind)
    except msgspec.ValidationError as error:
        raise Broken(f"a row is no {kind.__name__}: {error}") from error


def _plain(value: dict[str, Any]) -> Any:
    return msgspec.to_builtins(value, str_keys=True)


def _ask_digest(ask: Ask) -> str:
    plain = msgspec.to_builtins(ask)
    plain.pop("key", None)
    return f"sha256:{sha256_hex(dumps(plain))}"
