"""Replays of long days as rows; constraints in migration play.0017.

Invariant   one at a time is under way for one of the staff; a document is kept only while it is needed; a
            replay is seen by who asked for it, and forgotten after ``KEPT_DAYS``
"""

from typing import Any, Literal, NewType, cast
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from largesse.store.fields import nullable
from largesse.store.forgetting import Forgotten

REPLAY = "rpl"
KEPT_DAYS = 30
ReplayId = NewType("ReplayId", UUID)
ReplayState = Literal["waiting", "running", "done", "failed", "cancelled"]
FORGETS = Forgotten("play_replay", ("id",), "t.ended_at < $1", lambda: KEPT_DAYS)


class Replay(Model):
    """One replay of a day. ``units``: those whose sources are read, None: all; ``since``: see ``Played``."""

    id = fields.UUIDField(primary_key=True)
    activity = fields.UUIDField()
    org_unit = fields.UUIDField()
    document = nullable(fields.JSONField[dict[str, Any]](null=True))
    document_hash = fields.TextField()
    since = fields.DatetimeField(null=True)
    chosen = fields.JSONField[dict[str, Any]]()
    units = nullable(ArrayField("uuid", null=True))
    state = cast("fields.Field[ReplayState]", fields.TextField(default="waiting"))
    total = fields.BigIntField()
    done = fields.BigIntField(default=0)
    outcome = nullable(fields.JSONField[dict[str, Any]](null=True))
    why = fields.TextField(default="")
    asked_by = fields.UUIDField()
    asked_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_replay"
        app = "play"
