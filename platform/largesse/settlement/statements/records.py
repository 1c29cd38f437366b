"""Statements as rows: saved column mappings, files, their lines.

Invariant   a line is kept as received, by trigger; a mapping's version is never changed, by grant
Source      migrations settlement.0002_reconciliation, 0003_kept_lines, 0005_profiles_of_units
"""

from typing import Any, NewType, cast
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

ProfileId = NewType("ProfileId", UUID)
StatementId = NewType("StatementId", UUID)
LineId = NewType("LineId", UUID)


class SavedProfile(Model):
    """One version of a column mapping."""

    id = cast("fields.Field[ProfileId]", fields.UUIDField(primary_key=True))
    name = fields.TextField()
    version = fields.IntField()
    provider = fields.UUIDField(null=True)
    org_unit = fields.UUIDField()
    state = fields.TextField()
    approval = fields.UUIDField(null=True)
    body = fields.JSONField[dict[str, Any]]()
    sha = fields.TextField()
    created_by = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "settlement_profile"
        app = "settlement"
        unique_together = (("org_unit", "name", "version"),)


class Statement(Model):
    """A provider's file and what became of it; a loaded one ties, or a second person stands for it."""

    id = cast("fields.Field[StatementId]", fields.UUIDField(primary_key=True))
    provider = fields.UUIDField()
    org_unit = fields.UUIDField()
    source = fields.TextField()
    source_ref = fields.TextField(default="")
    file_name = fields.TextField()
    file_sha = fields.CharField(64)
    file_bytes = fields.BigIntField()
    format = nullable(fields.TextField(null=True))
    profile = cast("fields.Field[ProfileId | None]", fields.UUIDField(null=True))
    profile_sha = fields.TextField()
    fingerprint = fields.TextField(default="")
    header = fields.JSONField[list[str]](default=list)
    currency = fields.CharField(3, null=True)
    state = fields.TextField()
    declared_count = fields.IntField(null=True)
    declared_gross_minor = fields.BigIntField(null=True)
    line_count = fields.IntField(default=0)
    gross_minor = fields.BigIntField(default=0)
    overlap_count = fields.IntField(default=0)
    overlap_minor = fields.BigIntField(default=0)
    first_day = fields.DateField(null=True)
    last_day = fields.DateField(null=True)
    reasons = fields.JSONField[list[dict[str, Any]]](default=list)
    warnings = fields.JSONField[list[dict[str, Any]]](default=list)
    loaded_by = fields.UUIDField()
    loaded_at = fields.DatetimeField()
    released_by = fields.UUIDField(null=True)
    release_reason = nullable(fields.TextField(null=True))
    batch = fields.UUIDField(null=True)
    kept_lines = fields.CharField(64, null=True)
    superseded_by = fields.UUIDField(null=True)
    superseded_at = fields.DatetimeField(null=True)
    supersede_reason = nullable(fields.TextField(null=True))

    class Meta:
        """Where the rows are."""

        table = "settlement_statement"
        app = "settlement"


class StatementLine(Model):
    """One line; ``live`` is False where another loaded file holds it already."""

    id = cast("fields.Field[LineId]", fields.UUIDField(primary_key=True))
    statement = cast("fields.Field[StatementId]", fields.UUIDField())
    provider = fields.UUIDField()
    line_no = fields.IntField()
    row_no = fields.IntField()
    line_type = fields.TextField()
    provider_ref = fields.TextField()
    platform_ref = fields.TextField()
    parent_ref = fields.TextField()
    weak_key = fields.TextField()
    sku = fields.TextField()
    qty_milli = fields.BigIntField()
    unit_price_minor = fields.BigIntField(null=True)
    gross_minor = fields.BigIntField()
    tax_minor = fields.BigIntField(null=True)
    net_minor = fields.BigIntField(null=True)
    currency = fields.CharField(3)
    status = fields.TextField()
    occurred_at = fields.DatetimeField()
    biz_date = fields.DateField()
    ext = fields.JSONField[dict[str, str]]()
    raw_cells = fields.JSONField[list[str]](source_field="raw")
    line_sha = fields.CharField(64)
    occ = fields.IntField()
    live = fields.BooleanField()
    settled_batch = fields.UUIDField(null=True)

    class Meta:
        """Where the rows are."""

        table = "settlement_line"
        app = "settlement"
        unique_together = (("statement", "line_no"),)
