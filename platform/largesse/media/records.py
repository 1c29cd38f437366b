"""Pictures as rows; constraints in migration media.0001."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

PICTURE = "pic"
PictureId = NewType("PictureId", UUID)


class Picture(Model):
    """A picture of an org unit; ``sha`` is the address of its bytes among the blobs."""

    id = fields.UUIDField(primary_key=True)
    org_unit = fields.UUIDField(null=True)
    sha = fields.TextField()
    name = fields.TextField()
    width = fields.IntField()
    height = fields.IntField()
    size_bytes = fields.IntField()
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()

    class Meta:
        table = "media_picture"
        app = "media"
        unique_together = (("org_unit", "sha"),)
