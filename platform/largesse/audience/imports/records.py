"""Imports of clients and their staged rows; constraints in migrations audience.0001 and 0003."""

from typing import Any, ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

IMPORT = "imp"
ImportId = NewType("ImportId", UUID)


class Import(Model):
    """A file of clients, how far it is read, and what came of it."""

    id = fields.UUIDField(primary_key=True)
    file_name = fields.TextField()
    file_sha = fields.TextField()
    encoding = fields.TextField(default="")
    format = fields.TextField(default="")
    heads = fields.JSONField[list[dict[str, str]]](default=list)
    dry_run = fields.BooleanField()
    state = fields.TextField()
    why = fields.TextField(default="")
    read_count = fields.IntField(default=0)
    total_count = fields.IntField(default=0)
    created_count = fields.IntField(default=0)
    updated_count = fields.IntField(default=0)
    bad_count = fields.IntField(default=0)
    bad = fields.JSONField[list[dict[str, Any]]](default=list)
    by_staff = fields.UUIDField()
    org_unit = fields.UUIDField(null=True)
    asked_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "audience_import"
        app = "audience"


class StagedRow(Model):
    """A row of a file that can be written, staged until all are read."""

    KEY: ClassVar[tuple[str, ...]] = ("import", "line")

    of_import = fields.UUIDField(primary_key=True, source_field="import")
    line = fields.IntField()
    ext_id = fields.TextField()
    staged = fields.JSONField[dict[str, Any]](source_field="fields")

    class Meta:
        table = "audience_import_row"
        app = "audience"
