"""Revisions as rows; constraints and guards in migration activities.0001.

Invariant   content is frozen from in_review on, and approved and published rest on an approval of exactly
            this hash: triggers refuse the rest
"""

from typing import Any, NewType, cast
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from largesse.activities.lifecycle.lifecycle import RevisionState
from largesse.contracts.documents_gen import ActivityDocument

REVISION = "rev"
RevisionId = NewType("RevisionId", UUID)


class Revision(Model):
    """One version of an activity's document; ``kind`` is edit, restock or extend.

    ``number`` counts from 1 within the activity; ``draft_version`` goes up with each save; ``editors`` are
    all who wrote it, ``maker`` who put it forward.
    """

    id = fields.UUIDField(primary_key=True)
    activity = fields.UUIDField()
    number = fields.IntField()
    kind = fields.TextField(default="edit")
    state = cast("fields.Field[RevisionState]", fields.TextField(default="draft"))
    document = fields.JSONField[ActivityDocument]()
    hash = fields.TextField(null=True)
    draft_version = fields.IntField(default=1)
    edited_by = fields.UUIDField()
    edited_by_name = fields.TextField()
    edited_at = fields.DatetimeField()
    maker = fields.UUIDField(null=True)
    approval = fields.UUIDField(null=True)
    summary = fields.JSONField[dict[str, Any]](null=True)
    difference = fields.JSONField[dict[str, Any]](null=True)
    note = fields.TextField(default="")
    submitted_at = fields.DatetimeField(null=True)
    decided_at = fields.DatetimeField(null=True)
    published_at = fields.DatetimeField(null=True)
    editors: fields.Field[list[UUID]] = ArrayField("uuid", default=list)

    class Meta:
        table = "activities_revision"
        app = "activities"
        unique_together = (("activity", "number"),)
