"""Sources and their keys as rows; constraints in migration play.0006."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

SourceId = NewType("SourceId", UUID)
SourceKeyId = NewType("SourceKeyId", UUID)


class Source(Model):
    """A system that tells events; ``events`` are the names that it may tell, none: all.

    ``installation`` is set where a plugin emits them, ``told_at`` is when it did so last, to the minute.
    """

    id = fields.UUIDField(primary_key=True)
    name = fields.TextField()
    installation = fields.UUIDField(null=True, unique=True)
    org_unit = fields.UUIDField()
    events: fields.Field[list[str]] = ArrayField("text", default=list)
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()
    stopped_at = fields.DatetimeField(null=True)
    stopped_by = fields.UUIDField(null=True)
    reason = fields.TextField(default="")
    told_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_source"
        app = "play"


class SourceKey(Model):
    """A key of a source; ``ends_at`` None: it opens until somebody ends it."""

    id = fields.UUIDField(primary_key=True)
    source = fields.UUIDField()
    renews = fields.UUIDField(null=True)
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()
    ends_at = fields.DatetimeField(null=True)
    ended_by = fields.UUIDField(null=True)
    reason = fields.TextField(default="")
    used_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_source_key"
        app = "play"
