"""Simulations as rows; constraints in migration activities.0003.

Invariant   one at a time is under way for an activity; a document is kept only while it is needed
"""

from typing import Any, Literal, NewType, cast
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

SIMULATION = "sim"
SimulationId = NewType("SimulationId", UUID)
SimulationState = Literal["waiting", "running", "done", "failed", "cancelled"]


class Simulation(Model):
    """One simulation of a document, addressed by its hash."""

    id = fields.UUIDField(primary_key=True)
    activity = fields.UUIDField()
    document_hash = fields.TextField()
    document = fields.JSONField[dict[str, Any]](null=True)
    assumptions = fields.JSONField[dict[str, Any]]()
    state = cast("fields.Field[SimulationState]", fields.TextField(default="waiting"))
    total = fields.BigIntField()
    done = fields.BigIntField(default=0)
    outcome = fields.JSONField[dict[str, Any]](null=True)
    why = fields.TextField(default="")
    asked_by = fields.UUIDField()
    asked_by_name = fields.TextField()
    asked_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "activities_simulation"
        app = "activities"
