"""Runs of the matcher and what they paired, as rows.

Invariant   a run is append-only; a line and an item are each in at most one active match
Source      migration settlement.0002_reconciliation
"""

from typing import Any, NewType, cast
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

RunId = NewType("RunId", UUID)
MatchId = NewType("MatchId", UUID)


class Run(Model):
    """One run over a batch: the hashes of what went in and what came out."""

    id = cast("fields.Field[RunId]", fields.UUIDField(primary_key=True))
    batch = fields.UUIDField()
    algorithm = fields.TextField()
    rules = fields.JSONField[dict[str, Any]]()
    run_hash = fields.TextField()
    result_hash = fields.TextField()
    lines = fields.IntField()
    items = fields.IntField()
    matches = fields.IntField()
    breaks = fields.IntField()
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "settlement_run"
        app = "settlement"
        unique_together = (("id", "batch"),)


class Match(Model):
    """What is one thing on both sides, of equal amount."""

    id = cast("fields.Field[MatchId]", fields.UUIDField(primary_key=True))
    run = cast("fields.Field[RunId]", fields.UUIDField())
    batch = fields.UUIDField()
    rule = fields.TextField()
    confidence = fields.TextField()
    amount_minor = fields.BigIntField()
    undone_by = fields.UUIDField(null=True)
    undone_reason = nullable(fields.TextField(null=True))

    class Meta:
        """Where the rows are."""

        table = "settlement_match"
        app = "settlement"


class MatchMember(Model):
    """A line (side S, the statement's) or an item (side P, the platform's) of a match."""

    match = cast("fields.Field[MatchId]", fields.UUIDField(primary_key=True))
    side = fields.CharField(1)
    ref = fields.UUIDField()
    active = fields.BooleanField(default=True)

    class Meta:
        """Where the rows are."""

        table = "settlement_match_member"
        app = "settlement"
        unique_together = (("match", "side", "ref"),)
