"""The checks. Each is one rule; a failed assertion says which and how."""

import uuid
from dataclasses import replace
from datetime import timedelta

from largesse_sdk.contracts.capability import Capability
from largesse_sdk.contracts.events import ProviderEvent
from largesse_sdk.contracts.registry import Registry
from largesse_sdk.contracts.rights_types import Fulfilment, FulfilmentQuery, Verified
from largesse_sdk.contracts.settlement import Blob, CanonicalLine, ControlTotals, LinePage
from largesse_sdk.errors import AuthFailed
from largesse_sdk.kit.local import LocalHost
from largesse_sdk.kit.offered import OFFERED
from largesse_sdk.kit.rule import Check
from largesse_sdk.kit.subject import Subject
from largesse_sdk.values import Outcome, RawRequest

RIGHTS = "rights_provider.v1"
STATEMENTS = "settlement_source.v1"


async def _c10(subject: Subject) -> None:
    key, order = uuid.uuid4().hex, subject.bench.order("kit-c10")
    before = await subject.bench.orders()
    first: Fulfilment = await subject.call(f"{RIGHTS}.issue", order, idem=key)
    again: Fulfilment = await subject.call(f"{RIGHTS}.issue", order, idem=key)
    assert await subject.bench.orders() == before + 1, "the same key made another order"
    assert first.provider_ref == again.provider_ref, "the same key gave another reference"


async def _c11(subject: Subject) -> None:
    key = uuid.uuid4().hex
    await subject.call(f"{RIGHTS}.issue", subject.bench.order("kit-c11"), idem=key)
    other = subject.bench.other_order("kit-c11-other")
    outcome = await subject.outcome(f"{RIGHTS}.issue", other, idem=key)
    assert outcome is not Outcome.SUCCEEDED, "the same key with another order was taken for success"


async def _c12(subject: Subject) -> None:
    key = uuid.uuid4().hex
    before = await subject.bench.orders()
    await subject.bench.time_out_after_commit()
    outcome = await subject.outcome(f"{RIGHTS}.issue", subject.bench.order("kit-c12"), idem=key)
    assert outcome is Outcome.UNKNOWN, f"a time-out after commit said {outcome.value}"
    found: Fulfilment = await subject.call(f"{RIGHTS}.query", FulfilmentQuery(idem=key))
    assert found.outcome is Outcome.SUCCEEDED, "query does not find the order"
    assert found.provider_ref, "query gives no reference"
    assert await subject.bench.orders() == before + 1, "there is not exactly one order"


async def _c13(subject: Subject) -> None:
    issued: Fulfilment = await subject.call(f"{RIGHTS}.issue", subject.bench.order("kit-c13"))
    assert issued.provider_ref, "an order that went well has no reference"
    await subject.bench.set_status(issued.provider_ref, "teleported")
    query = FulfilmentQuery(provider_ref=issued.provider_ref)
    outcome = await subject.outcome(f"{RIGHTS}.query", query)
    assert outcome is Outcome.UNKNOWN, f"a status that nobody knows said {outcome.value}"


async def _c15(subject: Subject) -> None:
    issued: Fulfilment = await subject.call(f"{RIGHTS}.issue", subject.bench.order("kit-c15"))
    ask = {"provider_ref": issued.provider_ref, "reason": "kit"}
    outcomes = [await subject.outcome(f"{RIGHTS}.cancel", ask) for _ in range(2)]
    assert outcomes[0] is outcomes[1], "cancelling twice has another outcome than once"


async def _c17(subject: Subject) -> None:
    raw = await _genuine(subject)
    await _verified(subject, raw, subject.host)
    for tampered in (
        replace(raw, body=raw.body + b" "),
        replace(raw, headers={name: value[:-1] + "x" for name, value in raw.headers.items()}),
        replace(raw, headers={}),
    ):
        await _refused(subject, tampered, subject.host)
    tomorrow = replace(subject.host, clock_ahead=timedelta(days=1))
    await _refused(subject, raw, tomorrow)


async def _c18(subject: Subject) -> None:
    raw = await _genuine(subject)
    ids = [(await _verified(subject, raw, subject.host)).event_id for _ in range(2)]
    assert ids[0] == ids[1], "a callback that is sent again has another event id"


async def _c20(subject: Subject) -> None:
    raw = await _genuine(subject)
    closed = replace(subject.host, closed=True, requests=[])
    verified = await _verified(subject, raw, closed)
    args = {"verified": verified, "raw": raw}
    events: tuple[ProviderEvent, ...] = await subject.call(f"{RIGHTS}.parse_callback", args, host=closed)
    assert closed.requests == [], "verifying or parsing used the network"
    assert events, "a genuine callback holds no event"


async def _c21(subject: Subject) -> None:
    blob: Blob = await subject.call(f"{STATEMENTS}.fetch_statement", await subject.bench.statement())
    first, second = await _lines(subject, blob), await _lines(subject, blob)
    assert first == second, "parsing twice gave two results"
    lines, totals = first
    assert totals is not None, "the statement has no control totals"
    assert len(lines) == totals.lines, "the lines are not as many as the control says"
    for name in ("gross", "fee", "net"):
        total = sum(getattr(line, name).amount_minor for line in lines)
        assert total == getattr(totals, name).amount_minor, f"{name} is not what the control says"
    rows = blob.content.split(b"\n")
    rows[1] = b"damaged" + rows[1][:3]
    damaged = replace(blob, content=b"\n".join(rows))
    page: LinePage = await subject.call(f"{STATEMENTS}.parse_statement", {"blob": damaged, "cursor": None})
    assert len(page.bad_rows) == 1, "a bad row is not named, or takes others with it"
    assert len(page.lines) == len(lines) - 1, "a bad row takes others with it"


async def _genuine(subject: Subject) -> RawRequest:
    issued: Fulfilment = await subject.call(f"{RIGHTS}.issue", subject.bench.order(f"kit-{uuid.uuid4().hex}"))
    assert issued.provider_ref, "an order that went well has no reference"
    return await subject.bench.callback(issued.provider_ref)


async def _verified(subject: Subject, raw: RawRequest, host: LocalHost) -> Verified:
    verified: Verified = await subject.call(f"{RIGHTS}.verify_callback", raw, host=host)
    return verified


async def _refused(subject: Subject, raw: RawRequest, host: LocalHost) -> None:
    try:
        await _verified(subject, raw, host)
    except AuthFailed:
        return
    raise AssertionError("a tampered callback was taken for genuine")


async def _lines(subject: Subject, blob: Blob) -> tuple[list[CanonicalLine], ControlTotals | None]:
    lines: list[CanonicalLine] = []
    cursor, totals = None, None
    for _ in range(1000):
        args = {"blob": blob, "cursor": cursor}
        page: LinePage = await subject.call(f"{STATEMENTS}.parse_statement", args)
        lines += page.lines
        totals, cursor = page.totals or totals, page.next_cursor
        if cursor is None:
            return lines, totals
    raise AssertionError("the statement's pages do not end")


_CORE = (
    Check("C10", RIGHTS, "The same key twice makes one order and gives the same reference.", _c10),
    Check("C11", RIGHTS, "The same key with another order is never a success.", _c11),
    Check("C12", RIGHTS, "A time-out after commit is UNKNOWN, and query finds the one order.", _c12),
    Check("C13", RIGHTS, "A status that nobody knows is UNKNOWN, never success.", _c13),
    Check("C15", RIGHTS, "Cancelling twice has the outcome of cancelling once.", _c15),
    Check("C17", RIGHTS, "A tampered body, header or time is refused.", _c17),
    Check("C18", RIGHTS, "A callback that is sent again has the same event id.", _c18),
    Check("C20", RIGHTS, "Verifying and parsing a callback use no network.", _c20),
    Check(
        "C21", STATEMENTS, "Lines sum to the control totals, twice the same; a bad row stands alone.", _c21
    ),
)
CHECKS = (*_CORE, *OFFERED)


def checks_for(plugin: Capability) -> list[Check]:
    """Give the checks of the capabilities and of the optional methods that a plugin has."""
    kinds = {getattr(base, "capability", "") for base in type(plugin).__mro__}
    offered = {one.rpartition(".")[2] for one in Registry(plugin).methods()}
    return [one for one in CHECKS if one.capability in kinds and (not one.offer or one.offer in offered)]
