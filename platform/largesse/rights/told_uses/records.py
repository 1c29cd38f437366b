"""The tables of files of uses and their rows. Constraints stand in the migration."""

from typing import ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

USE_FILE = "usf"
UseFileId = NewType("UseFileId", UUID)


class UseFile(Model):
    """A provider's file of uses, how far it is read, and what came of it."""

    id = fields.UUIDField(primary_key=True)
    provider = fields.UUIDField()
    file_name = fields.TextField()
    file_sha = fields.TextField()
    zone = fields.TextField()
    state = fields.TextField()
    why = fields.TextField(default="")
    read_count = fields.IntField(default=0)
    total_count = fields.IntField(default=0)
    booked_count = fields.IntField(default=0)
    bad_count = fields.IntField(default=0)
    by_staff = fields.UUIDField()
    org_unit = fields.UUIDField()
    asked_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_use_file"
        app = "rights"


class UseFileRow(Model):
    """One row of a file; ``verdict`` booked, or why it was not; ``redemption`` the use that stands for it."""

    KEY: ClassVar[tuple[str, ...]] = ("file", "line")

    file = fields.UUIDField(primary_key=True)
    line = fields.IntField()
    verdict = fields.TextField()
    entitlement = fields.UUIDField(null=True)
    used_at = fields.DatetimeField(null=True)
    units = fields.IntField(default=1)
    place = fields.TextField(default="")
    redemption = fields.UUIDField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_use_file_row"
        app = "rights"


class UseTold(Model):
    """A row that was booked, by what it says: the same row of a later file is not booked again."""

    KEY: ClassVar[tuple[str, ...]] = ("provider", "row_key")

    provider = fields.UUIDField(primary_key=True)
    row_key = fields.TextField()
    redemption = fields.UUIDField()

    class Meta:
        """Where the rows are."""

        table = "rights_use_told"
        app = "rights"
