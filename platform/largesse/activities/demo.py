"""The demo's activities: one running through everyone's hands, one draft that the guard stops thrice."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.activities.guard import register
from largesse.activities.revisions.create import CreateActivity, create_activity
from largesse.activities.revisions.decide import ApproveRevision, approve_revision
from largesse.activities.revisions.drafts import open_edit
from largesse.activities.revisions.publish import PublishRevision, publish_revision
from largesse.activities.revisions.records import Revision
from largesse.activities.revisions.save import SaveDraft, save_draft
from largesse.activities.revisions.submit import SubmitRevision, submit_revision
from largesse.contracts.registry import folder
from largesse.faces.scalars import JsonDocument
from largesse.identity.approvals.records import Approval
from largesse.kernel.clock import now
from largesse.kernel.errors import Broken
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings
from largesse.store.demo import Stage

SIGNERS = ("branch", "protection", "headoffice")
_BINDS = {"lounge": "batch.lounge", "tea": "batch.tea"}
_RUNS_DAYS = 60
_FOLLOWS = (
    "prize_list",
    "odds",
    "quantity",
    "draw_time",
    "draw_method",
)  # the settings say these by themselves


@dataclass(frozen=True)
class _Shown:
    slug: str
    title: Mapping[str, str]
    document: dict[str, Any]


async def seed(stage: Stage) -> None:
    """Bring ``mid-autumn`` out and leave ``golden-night`` as a draft; a second call finds both."""
    running = await _mid_autumn(stage)
    stage.known["activity.mid-autumn"] = await _begin(stage, running)
    await _bring_out(stage, stage.known["activity.mid-autumn"])
    stage.known["activity.golden-night"] = await _begin(stage, _golden_night(running.document))


async def _mid_autumn(stage: Stage) -> _Shown:
    """Give the full example, bound to the register and running now."""
    example = folder() / "examples/valid/activity.v1/autumn-wheel.json"
    document: dict[str, Any] = json.loads(example.read_text("utf-8"))
    today = now().astimezone(ZoneInfo(settings().zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    document["window"] |= {"start": _told(today), "end": _told(today + timedelta(days=_RUNS_DAYS))}
    bound: dict[str, UUID] = {ref: stage.known[name] for ref, name in _BINDS.items()}
    async with stage.work.read() as read:
        offers = await register.offers(read, list(bound.values()), None)
    for right in document["rights"]:
        offer = offers[bound[right["ref"]]]
        right |= {
            "batch": text_id("bat", offer.batch),
            "category": offer.category,
            "market_value_minor": offer.market_value_minor,
            "unit_cost_minor": offer.unit_cost_minor,
            "currency": offer.currency,
        }
    days = max(offer.valid_days or 0 for offer in offers.values())
    for field in _FOLLOWS:
        document["disclosure"].pop(field, None)
    document["disclosure"]["claim_rule"] = {
        "zh-CN": f"中奖后 {days} 日内在“我的权益”领取并使用",
        "en": f"Claim and use under “My rights” within {days} days of winning",
    }
    return _Shown("mid-autumn", document["title"], document)


def _golden_night(lawful: dict[str, Any]) -> _Shown:
    """Give a draft with a prize above the ceiling, odds short of the whole and a gap in the disclosure."""
    document: dict[str, Any] = json.loads(json.dumps(lawful))
    title = {"zh-CN": "黄金之夜", "en": "Golden night"}
    play, disclosure = document["plays"][0], document["disclosure"]
    document["title"] = title
    document["rights"][0] |= {
        "title": {"zh-CN": "投资金条 100 克", "en": "Gold bar, 100 g"},
        "category": "gift",
        "market_value_minor": 6_880_000,
        "unit_cost_minor": 6_600_000,
    }
    play["title"] = {"zh-CN": "黄金转盘", "en": "Golden wheel"}
    play["decide"]["items"][0] |= {"title": {"zh-CN": "投资金条", "en": "Gold bar"}, "ppm": 1_000}
    disclosure["winners"] = {"zh-CN": "中奖结果随时在本页公布，姓名与手机号脱敏"}
    for left_out in ("delivery", "contact"):
        del disclosure[left_out]
    return _Shown("golden-night", title, document)


def _told(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


async def _begin(stage: Stage, shown: _Shown) -> UUID:
    """Create the activity and save its document once."""
    ask = CreateActivity(
        key=f"demo-{shown.slug}", title=shown.title["zh-CN"], title_en=shown.title["en"], slug=shown.slug
    )
    made = await create_activity(ask, actor=stage.known["staff.designer"], work=stage.work)
    draft = await _open(stage, made.activity)
    if draft is not None and draft.state == "draft" and draft.draft_version == made.draft_version:
        save = SaveDraft(
            key=f"demo-{shown.slug}-save",
            activity=made.activity,
            draft_version=made.draft_version,
            document=JsonDocument(shown.document),
        )
        await save_draft(save, actor=stage.known["staff.designer"], work=stage.work)
    return made.activity


async def _bring_out(stage: Stage, activity: UUID) -> None:
    """Go on from wherever an earlier run stopped: submit, sign, publish."""
    draft = await _open(stage, activity)
    if draft is not None and draft.state == "draft":
        ask = SubmitRevision(
            key=f"demo-submit-{draft.id}", activity=activity, draft_version=draft.draft_version
        )
        await submit_revision(ask, actor=stage.known["staff.designer"], work=stage.work)
        draft = await _open(stage, activity)
    if draft is not None and draft.state == "in_review":
        await _sign(stage, draft)
        draft = await _open(stage, activity)
    if draft is not None and draft.state == "approved":
        publish = PublishRevision(key=f"demo-publish-{draft.id}", revision=draft.id)
        await publish_revision(publish, actor=stage.known["staff.operator"], work=stage.work)


async def _sign(stage: Stage, revision: Revision) -> None:
    async with stage.work.read() as read:
        approval = await Approval.get(id=revision.approval, using_db=read.conn)
    if revision.hash is None:
        raise Broken("a revision in review has no hash")
    for name in SIGNERS[approval.step - 1 :]:
        ask = ApproveRevision(
            key=f"demo-sign-{revision.id}",
            revision=revision.id,
            hash=revision.hash,
            opinion="同意，已核对公示与成本",
        )
        await approve_revision(ask, actor=stage.known[f"staff.{name}"], work=stage.work)


async def _open(stage: Stage, activity: UUID) -> Revision | None:
    async with stage.work.read() as read:
        return await open_edit(read, activity)
