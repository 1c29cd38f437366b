"""The table of calendars. Constraints stand in the migration: a version is never changed."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

CalendarId = NewType("CalendarId", UUID)
CALENDAR = "cal"


class Calendar(Model):
    """A file as it was loaded; ``days`` are those that are not as weekends say."""

    id = fields.UUIDField(primary_key=True)
    version = fields.IntField()
    first_day = fields.DateField()
    last_day = fields.DateField()
    days = fields.JSONField[list[dict[str, str]]]()
    source = fields.TextField()
    file_name = fields.TextField()
    content_hash = fields.TextField()
    loaded_by = fields.UUIDField()
    loaded_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "identity_calendar"
        app = "identity"
        unique_together = (("version",), ("content_hash",))
