"""Files of events as rows; constraints in migration play.0006."""

from typing import ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

EVENT_FILE = "evf"
EventFileId = NewType("EventFileId", UUID)


class EventFile(Model):
    """A file of events of a source; its bytes are kept sealed until it was read, and a while after."""

    id = fields.UUIDField(primary_key=True)
    source = fields.UUIDField()
    file_name = fields.TextField()
    file_sha = fields.TextField()
    zone = fields.TextField()
    state = fields.TextField()
    why = fields.TextField(default="")
    read_count = fields.IntField(default=0)
    total_count = fields.IntField(default=0)
    taken_count = fields.IntField(default=0)
    bad_count = fields.IntField(default=0)
    by_staff = fields.UUIDField()
    org_unit = fields.UUIDField()
    asked_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_event_file"
        app = "play"


class EventFileRow(Model):
    """What became of a row: accepted, duplicate, or why not; ``inbound`` its event that counts."""

    KEY: ClassVar[tuple[str, ...]] = ("file", "line")

    file = fields.UUIDField(primary_key=True)
    line = fields.IntField()
    verdict = fields.TextField()
    reference = fields.TextField(default="")
    inbound = fields.UUIDField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_event_file_row"
        app = "play"
