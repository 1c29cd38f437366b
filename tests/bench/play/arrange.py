"""The bench's world: a bank, one published wheel with plenty of stock, many clients with sessions."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from tests.bench.play.ways import ways
from tests.kit.telling import told

from largesse.activities.revisions.create import CreateActivity, create_activity
from largesse.activities.revisions.decide import ApproveRevision, approve_revision
from largesse.activities.revisions.publish import PublishRevision, publish_revision
from largesse.activities.revisions.save import SaveDraft, save_draft
from largesse.activities.revisions.submit import SubmitRevision, submit_revision
from largesse.app import app
from largesse.contracts.registry import folder
from largesse.identity import demo as people
from largesse.identity.sessions.sessions import new_token, token_hash
from largesse.kernel.ids import new_id, text_id
from largesse.rights.batches.content import ProposeBatch
from largesse.rights.batches.decide import DecideBatch, approve_batch
from largesse.rights.batches.propose import propose_batch
from largesse.rights.budgets.open import OpenBudget, open_budget
from largesse.rights.catalogue.products import MakeProduct, make_product
from largesse.rights.catalogue.skus import MakeSku, make_sku
from largesse.store.demo import Stage

UNIT_COST_MINOR = 100
STOCK = 1_000_000
SLUG = "bench-wheel"
WORDS = {"zh-CN": "岩茶礼盒", "en": "Rock tea"}


@dataclass(frozen=True)
class World:
    """What the runners need to know."""

    activity: UUID
    slug: str
    revision_hash: str
    batch: UUID
    budget: UUID
    clients: list[UUID]
    tokens: list[str]


async def arrange(dsn: str, clients: int, others: int = 0, operator: str = "weighted") -> World:
    """Fill an empty, migrated database through the house's own use cases; only clients come in bulk.

    ``others``: so many more activities of the same kind run beside the one that is measured; ``operator``
    decides in all of them.
    """
    work = app().work
    stage = Stage(work=work, known={"demo.password": "Largesse-bench-1"})
    await people.seed(stage)
    budget, batch = await _register(stage)
    activity, slug, address = await _publish(stage, SLUG, _document(batch, STOCK // (others + 1), operator))
    for number in range(others):
        await _publish(stage, f"{SLUG}-{number}", _document(batch, STOCK // (others + 1), operator))
    ids = [new_id() for _ in range(clients)]
    tokens = [new_token() for _ in ids]
    await _crowd(dsn, stage.known["unit.shanghai"], list(zip(ids, tokens, strict=True)))
    if before := ways(STOCK)[operator].before:
        owner = await asyncpg.connect(dsn)
        await owner.execute(before, activity)
        await owner.execute("vacuum analyze")
        await owner.close()
    return World(activity, slug, address, batch, budget, ids, tokens)


async def _register(stage: Stage) -> tuple[UUID, UUID]:
    unit, work, now = stage.known["unit.shanghai"], stage.work, datetime.now(UTC)
    product = await make_product(
        MakeProduct(key="p", code="P", title=WORDS, category="gift", org_unit=unit),
        actor=stage.system,
        work=work,
    )
    sku = await make_sku(
        MakeSku(
            key="s",
            product=product.id,
            code="S",
            title=WORDS,
            fulfil_mode="own_code",
            currency="CNY",
            face_value_minor=UNIT_COST_MINOR,
            market_value_minor=UNIT_COST_MINOR,
            unit_cost_minor=UNIT_COST_MINOR,
            income_tax="none",
            borne_by="bank",
            vat_treatment="no_deduct",
            vat_rate_ppm=0,
            valid_days=90,
        ),
        actor=stage.system,
        work=work,
    )
    budget = await open_budget(
        OpenBudget(
            key="b", code="B", title=WORDS, currency="CNY", cap_minor=STOCK * UNIT_COST_MINOR, org_unit=unit
        ),
        actor=stage.system,
        work=work,
    )
    made = await propose_batch(
        ProposeBatch(
            key="i",
            code="I",
            title=WORDS,
            sku=sku.id,
            budget=budget.id,
            total=STOCK,
            starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(days=30),
        ),
        actor=stage.known["staff.designer"],
        work=work,
    )
    async with work.read() as read:
        address = await read.value("select content_hash from rights_batch where id = $1", made.batch)
    sign = DecideBatch(key="a", batch=made.batch, content_hash=address, opinion="ok")
    await approve_batch(sign, actor=stage.known["staff.branch"], work=work)
    return budget.id, made.batch


def _document(batch: UUID, stock: int, operator: str) -> dict[str, Any]:
    """Give an activity with stock, budget, limits and a state; what the play decides by is named."""
    example = folder() / "examples/valid/activity.v1/autumn-wheel.json"
    document: dict[str, Any] = json.loads(example.read_text("utf-8"))
    now = datetime.now(UTC).replace(microsecond=0)
    document["window"] |= {
        "start": (now - timedelta(days=1)).isoformat(),
        "end": (now + timedelta(days=13)).isoformat(),
    }
    right = document["rights"][1] | {
        "batch": text_id("bat", batch),
        "category": "gift",
        "market_value_minor": UNIT_COST_MINOR,
        "unit_cost_minor": UNIT_COST_MINOR,
    }
    document |= {"rights": [right], "limits": []}
    document["states"] = [{"id": "visits", "kind": "counter", "scope": "client", "reset": "never"}]
    document["audience"]["rule"] = {"op": "always"}
    document["budget"]["cap_minor"] = stock * UNIT_COST_MINOR
    play = document["plays"][0]
    play["chances"] = {"period": "day", "units": 1000, "carry_over": False}
    play["effects"] = [{"do": "state", "state": "visits", "by": 1}]
    play["limits"] = [
        {"count": "attempt", "scope": "client", "period": "day", "max": 1000, "on_exceed": "reject"},
        {"count": "win", "scope": "client", "period": "activity", "max": 1000, "on_exceed": "fallback"},
    ]
    way = ways(stock)[operator]
    play |= {"decide": {"op": operator, **way.decide}, **way.more}
    if not way.wheel:
        for page in document["pages"]:
            page["nodes"] = [node for node in page["nodes"] if "play" not in node.get("props", {})]
    return told(document)


async def _publish(stage: Stage, slug: str, document: dict[str, Any]) -> tuple[UUID, str, str]:
    designer, work = stage.known["staff.designer"], stage.work
    made = await create_activity(
        CreateActivity(key=f"c-{slug}", title="压测转盘", slug=slug), actor=designer, work=work
    )
    saved = await save_draft(
        SaveDraft(key=f"d-{slug}", activity=made.activity, draft_version=1, document=document),
        actor=designer,
        work=work,
    )
    sent = await submit_revision(
        SubmitRevision(key=f"e-{slug}", activity=made.activity, draft_version=saved.draft_version),
        actor=designer,
        work=work,
    )
    for name in ("branch", "protection", "headoffice"):
        sign = ApproveRevision(key=f"f-{slug}", revision=sent.revision, hash=sent.hash, opinion="ok")
        await approve_revision(sign, actor=stage.known[f"staff.{name}"], work=work)
    await publish_revision(
        PublishRevision(key=f"g-{slug}", revision=sent.revision),
        actor=stage.known["staff.operator"],
        work=work,
    )
    return made.activity, slug, sent.hash


async def _crowd(dsn: str, unit: UUID, people_: list[tuple[UUID, str]]) -> None:
    """Enrol clients and open their sessions in bulk."""
    owner = await asyncpg.connect(dsn)
    now = datetime.now(UTC)
    later = now + timedelta(hours=1)  # sessions are fresh, so that none is touched while plays are counted
    try:
        await owner.copy_records_to_table(
            "audience_customer",
            records=[(one, f"C{one.hex}", "客户", "gold", unit, now, now) for one, _ in people_],
            columns=["id", "ext_id", "name", "tier", "org_unit", "created_at", "updated_at"],
        )
        await owner.copy_records_to_table(
            "identity_session",
            records=[
                (new_id(), "client", one, token_hash(token), "bench", "", now, later, 86_400, later)
                for one, token in people_
            ],
            columns=[
                "id",
                "subject_kind",
                "subject",
                "token_hash",
                "via",
                "address",
                "created_at",
                "seen_at",
                "idle_s",
                "expires_at",
            ],
        )
        await owner.execute(
            "create table bench_client (n int primary key, id uuid not null, token text not null)"
        )
        await owner.copy_records_to_table(
            "bench_client", records=[(n, one, token_hash(token)) for n, (one, token) in enumerate(people_)]
        )
        await owner.execute("grant select on bench_client to largesse_app")
        await owner.execute("vacuum analyze")
    finally:
        await owner.close()
