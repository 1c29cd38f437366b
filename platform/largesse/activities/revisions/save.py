"""Save a draft: compare and swap on its version, so that nobody overwrites another's work unseen."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from largesse.activities.lifecycle.lifecycle import COMES_OUT, PUT_FORWARD, WrongState, minute
from largesse.activities.lifecycle.locking import locked
from largesse.activities.lifecycle.records import ACTIVITY, Activity
from largesse.activities.revisions.drafts import NewRevision, insert, open_edit
from largesse.activities.revisions.records import Revision
from largesse.contracts.reading import Unreadable, plain
from largesse.contracts.validate import validate
from largesse.faces.scalars import JsonDocument
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.reasons import because
from largesse.kernel.settings import settings
from largesse.store.work import Tx, Work

DOCUMENT_BYTES_MAX = 262_144


@dataclass(frozen=True)
class DraftChanged(Refusal):
    """Somebody saved a newer draft meanwhile."""

    code = "activities.draft_changed"
    path = "draftVersion"
    by: str
    at: str
    draft_version: int


@dataclass(frozen=True)
class DraftChangedElsewhere(Refusal):
    """The same person saved a newer draft in another tab or on another device."""

    code = "activities.draft_changed_elsewhere"
    path = "draftVersion"
    at: str
    draft_version: int


@dataclass(frozen=True)
class DraftInReview(Refusal):
    """The activity's revision is in review, or approved and not out yet."""

    code = "activities.draft_in_review"
    state: str


@dataclass(frozen=True, kw_only=True)
class SaveDraft(Ask):
    """Keep a document as the activity's draft; it may be incomplete, the check tells what stops it."""

    activity: UUID = asked("Activity, act_….", id=ACTIVITY)
    draft_version: int = asked("Version that the editor loaded; 0 when no draft was open.")
    document: JsonDocument = asked("The document, activity.v1, complete or not.")


@dataclass(frozen=True)
class DraftSaved:
    """The draft as it is now."""

    activity: UUID
    revision: UUID
    draft_version: int


async def save_draft(ask: SaveDraft, *, actor: Actor, work: Work) -> DraftSaved:
    """Keep a draft.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        Malformed: ``kernel.malformed``: the document is no bounded JSON object.
        DraftChanged: ``activities.draft_changed``.
        DraftChangedElsewhere: ``activities.draft_changed_elsewhere``.
        DraftInReview: ``activities.draft_in_review``.
        WrongState: ``activities.wrong_state``: halted, ended and later, nothing new can come out.
    """
    actor.must("activities.save_draft")
    document = _bounded(ask.document)
    async with work.begin(ask, actor, use="activities.save_draft", answer=DraftSaved) as tx:
        if tx.earlier:
            return tx.earlier
        activity = await locked(tx, ask.activity, actor)
        if activity.state not in COMES_OUT:
            raise WrongState(activity.state, "save")
        draft = await open_edit(tx, activity.id)
        if draft is not None and draft.state in PUT_FORWARD:
            raise DraftInReview(draft.state)
        expect_version(draft, ask.draft_version, actor)
        revision = await _write(tx, activity, draft, document)
        await _retitle(tx, activity, document)
        tx.audit(
            "activities.draft_saved",
            str(activity.id),
            {"revision": str(revision)},
            org_unit=activity.org_unit,
        )
        return await tx.done(DraftSaved(activity.id, revision, ask.draft_version + 1))


def expect_version(draft: Revision | None, loaded: int, actor: Actor) -> None:
    """Refuse unless the draft is the one that the editor loaded.

    Raises:
        DraftChanged: ``activities.draft_changed``, with the other's name and time.
        DraftChangedElsewhere: ``activities.draft_changed_elsewhere``: the other is the actor.
    """
    if draft is None and loaded != 0:
        raise Malformed(because("activities.reason.no_draft"), "draftVersion")
    if draft is None or draft.draft_version == loaded:
        return
    at = minute(draft.edited_at, settings().zone)
    if draft.edited_by == actor.id:
        raise DraftChangedElsewhere(at, draft.draft_version)
    raise DraftChanged(draft.edited_by_name, at, draft.draft_version)


def _bounded(given: object) -> dict[str, Any]:
    try:
        document = plain(given)
        size = len(orjson.dumps(document))
    except (Unreadable, TypeError) as error:
        raise Malformed(because("activities.reason.not_plain"), "document") from error
    if not isinstance(document, dict):
        raise Malformed(because("kernel.reason.json_object"), "document")
    if size > DOCUMENT_BYTES_MAX:
        raise Malformed(because("activities.reason.bytes", most=DOCUMENT_BYTES_MAX), "document")
    return document


async def _write(tx: Tx[Any], activity: Activity, draft: Revision | None, document: dict[str, Any]) -> UUID:
    if draft is None:
        return await insert(tx, NewRevision(activity.id, document), tx.actor)
    await tx.run(
        "update activities_revision set document = $2, draft_version = draft_version + 1, edited_by = $3,"
        " editors = case when $3 = any(editors) then editors else editors || $3::uuid end,"
        " edited_by_name = $4, edited_at = $5 where id = $1",
        draft.id,
        document,
        tx.actor.id,
        tx.actor.name,
        tx.now,
    )
    return draft.id


async def _retitle(tx: Tx[Any], activity: Activity, document: dict[str, Any]) -> None:
    """Let lists show the newest title, until clients see one."""
    title = document.get("title")
    if activity.published is not None or validate("text.v1", title):
        title = activity.title
    sql = "update activities_activity set title = $2, moved_at = $3, version = version + 1 where id = $1"
    await tx.run(sql, activity.id, title, tx.now)
