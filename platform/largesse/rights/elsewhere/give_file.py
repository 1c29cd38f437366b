"""Give the rights of a signed file in the background, some hundred a transaction, from a cursor on.

Invariant   a set, its rights and the cursor commit together: after a worker that died comes one
            that gives the rest; sets of one system wait for each other, so that a reference is given once;
            a file that was cancelled gives no further set
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id
from largesse.rights.budgets.records import Budget
from largesse.rights.budgets.supply import Want, lock_supply
from largesse.rights.elsewhere.apart import grants_apart
from largesse.rights.elsewhere.codes import drop_codes, give_codes, keep_codes
from largesse.rights.elsewhere.decide import UNDER_WAY
from largesse.rights.elsewhere.grant_row import BadGrant, GrantRow, Verdict
from largesse.rights.elsewhere.judge import CodeInPool, Judged, judged
from largesse.rights.elsewhere.records import ElsewhereFile, ElsewhereFileId
from largesse.rights.elsewhere.supply import close_room, room_for
from largesse.rights.elsewhere.take_file import kept_file, where_of
from largesse.rights.entitlements.grant import Gift, grant
from largesse.store.outbox import Event
from largesse.store.retry import retried
from largesse.store.tables.unreadable import Unreadable
from largesse.store.work import Tx, Work

SET = 500
SOURCE = "import"
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended($1, 0))"
_HELD = "select id from rights_budget where id = $1 for no key update"
_ROW = """
insert into rights_elsewhere_row (file, line, verdict, system, reference, entitlement, face_minor)
values ($1, $2, $3, $4, $5, $6, $7)
"""
_PROGRESS = """
update rights_elsewhere_file set next_line = $2, read_count = read_count + $3, given_count = given_count + $4,
  bad_count = bad_count + $3 - $4 where id = $1
"""


@dataclass(frozen=True)
class Giving:
    """What ``give_file`` needs, prepared in a transaction; lines before ``next_line`` are done."""

    file: ElsewhereFileId
    file_sha: str
    next_line: int


@dataclass(frozen=True)
class Given:
    """``why``: the whole file is refused; ``stopped``: somebody cancelled it."""

    why: str = ""
    stopped: bool = False


@dataclass(frozen=True)
class _Held:
    id: UUID


async def prepare(event: Event, tx: Tx[Any]) -> Giving | None:
    """Take the file up, unless it is over."""
    found = await _locked(tx, UUID(event.key))
    if found is None or found.state not in UNDER_WAY:
        return None
    found.state = "reading"
    await found.save(using_db=tx.conn, update_fields=["state"])
    return Giving(ElsewhereFileId(found.id), found.file_sha, found.next_line)


async def give_file(asked: Giving, _request: str, work: Work) -> Given:
    """Read the file and give its lines, set by set, in the file's order."""
    try:
        data = await asyncio.to_thread(kept_file, asked.file_sha)
        grants = await grants_apart(data, work.house)
    except Unreadable as wrong:
        return Given(why=":".join(filter(None, (wrong.why, wrong.what))))
    left: list[GrantRow | BadGrant] = [*grants.rows, *grants.bad]
    lines = sorted((one for one in left if one.line >= asked.next_line), key=lambda one: one.line)
    for start in range(0, len(lines), SET):
        if not await give_set(asked.file, lines[start : start + SET], work):
            return Given(stopped=True)
    return Given()


async def finish(asked: Giving, given: Given, tx: Tx[Any]) -> None:
    """Note that the file is over, and tell what came of it."""
    found = await _locked(tx, asked.file)
    if found is None or found.state != "reading" or given.stopped:
        return
    found.update_from_dict({"state": "refused" if given.why else "done", "why": given.why, "done_at": tx.now})
    await found.save(using_db=tx.conn, update_fields=["state", "why", "done_at"])
    facts = {"given": found.given_count, "bad": found.bad_count, "why": given.why}
    tx.audit("rights.grants_finished", str(found.id), facts, org_unit=found.org_unit)


async def give_set(file: UUID, lines: Sequence[GrantRow | BadGrant], work: Work) -> bool:
    """Give some lines in one transaction; False: it was cancelled, or another worker was here before."""

    async def once() -> bool:
        async with work.job() as tx:
            found = await _locked(tx, file)
            if found is None or found.state != "reading" or lines[0].line < found.next_line:
                return False
            await tx.run(_ONE_AT_A_TIME, f"rights.elsewhere:{found.system}")
            await tx.all(_Held, _HELD, found.budget)
            done = await _give(tx, found, [one for one in lines if isinstance(one, GrantRow)])
            bad = [
                (one.line, one.verdict, one.reference, None, None)
                for one in lines
                if isinstance(one, BadGrant)
            ]
            rows = [(found.id, line, verdict, found.system, *rest) for line, verdict, *rest in [*done, *bad]]
            await tx.many(_ROW, rows)
            given = sum(one[1] == Verdict.GIVEN for one in done)
            await tx.run(_PROGRESS, found.id, lines[-1].line + 1, len(lines), given)
        return True

    return await retried(once)


async def _give(tx: Tx[Any], file: ElsewhereFile, rows: Sequence[GrantRow]) -> list[tuple[Any, ...]]:
    """Give what can be given; gives line, verdict, reference, right and face value of each."""
    owner = await Budget.get(id=file.budget, using_db=tx.conn)
    found = await judged(tx, await where_of(tx, file.system, owner), rows, tx.now)
    found = await keep_codes(tx, file, found)
    rooms = await _rooms(tx, file, found)
    poor = await _poor(tx, owner, found, rooms)
    gifts: list[Gift] = []
    codes: list[tuple[CodeInPool, UUID]] = []
    told: list[tuple[Any, ...]] = []
    for one in found:
        batch, client = rooms.get((one.sku, one.cost_minor)), one.client
        if one.verdict is not Verdict.GOOD or one.row.line in poor or batch is None or client is None:
            verdict = Verdict.NO_MONEY if one.row.line in poor else one.verdict
            told.append((one.row.line, str(verdict), one.row.reference, None, None))
            continue
        gift = Gift(
            *(new_id(), batch, client, client, SOURCE, f"{file.system}:{one.row.reference}", None),
            *(one.valid_from, one.valid_to, one.row.units),
        )
        gifts.append(gift)
        if one.code:
            codes.append((one.code, gift.entitlement))
        told.append((one.row.line, str(Verdict.GIVEN), one.row.reference, gift.entitlement, one.face_minor))
    for room, units in Counter(rooms[one.sku, one.cost_minor] for one in poor.values()).items():
        await close_room(tx, room, units)
    await drop_codes(tx, [one.code for one in poor.values() if one.code])
    if gifts:
        await grant(tx, gifts)
    await give_codes(tx, codes)
    return told


async def _rooms(
    tx: Tx[Any], file: ElsewhereFile, found: Sequence[Judged]
) -> dict[tuple[UUID | None, int], UUID]:
    """Make room for what can be given, by SKU and cost."""
    wanted = Counter((one.sku, one.cost_minor) for one in found if one.verdict is Verdict.GOOD)
    return {
        (sku, cost): await room_for(tx, file, sku, cost, units)
        for (sku, cost), units in sorted(wanted.items(), key=str)
        if sku is not None
    }


async def _poor(
    tx: Tx[Any],
    owner: Budget,
    found: Sequence[Judged],
    rooms: Mapping[tuple[UUID | None, int], UUID],
) -> dict[int, Judged]:
    """Give by line what the budget cannot pay; what costs nothing asks nothing of it."""
    costing = [one for one in found if one.verdict is Verdict.GOOD and one.cost_minor and one.client]
    if not costing:
        return {}
    wants = [Want(rooms[one.sku, one.cost_minor], None, one.client or owner.id) for one in costing]
    purse = await lock_supply(tx, wants, [owner.id])
    poor = {}
    for number, one in enumerate(costing, 1):
        try:
            purse.take(number, owner.id, one.cost_minor)
        except Refusal:
            poor[one.row.line] = one
    return poor


async def _locked(tx: Tx[Any], file: UUID) -> ElsewhereFile | None:
    return await ElsewhereFile.filter(id=file).using_db(tx.conn).select_for_update(no_key=True).first()
