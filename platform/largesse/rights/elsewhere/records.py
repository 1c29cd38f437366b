"""The tables of files of rights from elsewhere and what became of their lines; see migration rights.0016."""

from typing import ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

ELSEWHERE = "ewf"
ElsewhereFileId = NewType("ElsewhereFileId", UUID)


class ElsewhereFile(Model):
    """A file, who signs it, how far it is given; ``next_line`` is the first line that was not looked at."""

    id = fields.UUIDField(primary_key=True)
    system = fields.TextField()
    budget = fields.UUIDField()
    file_name = fields.TextField()
    file_sha = fields.TextField()
    format = fields.TextField()
    encoding = fields.TextField()
    content_hash = fields.TextField()
    state = fields.TextField()
    why = fields.TextField(default="")
    total_count = fields.IntField()
    good_count = fields.IntField()
    cost_minor = fields.BigIntField()
    currency = fields.CharField(max_length=3)
    next_line = fields.IntField(default=0)
    read_count = fields.IntField(default=0)
    given_count = fields.IntField(default=0)
    bad_count = fields.IntField(default=0)
    approval = fields.UUIDField()
    by_staff = fields.UUIDField()
    org_unit = fields.UUIDField()
    asked_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)
    cancelled_by = fields.UUIDField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_elsewhere_file"
        app = "rights"


class ElsewhereRow(Model):
    """What became of a line: ``given`` with its right, or why not; ``face_minor`` as the file says."""

    KEY: ClassVar[tuple[str, ...]] = ("file", "line")

    file = fields.UUIDField(primary_key=True)
    line = fields.IntField()
    verdict = fields.TextField()
    system = fields.TextField()
    reference = fields.TextField(default="")
    entitlement = fields.UUIDField(null=True)
    face_minor = fields.BigIntField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_elsewhere_row"
        app = "rights"
        unique_together = (("entitlement",),)
