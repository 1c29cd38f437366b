"""The tables of packages. Constraints stand in the migration: a batch stands once in a package."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

PackageId = NewType("PackageId", UUID)
GiftId = NewType("GiftId", UUID)


class Package(Model):
    """What is given together; ``picture`` is the address of the picture ``picture_id``."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    title = fields.JSONField[dict[str, str]]()
    picture_id = fields.UUIDField(null=True)
    picture = fields.TextField(null=True)
    picture_alt = fields.JSONField[dict[str, str]](default=dict)
    org_unit = fields.UUIDField()
    state = fields.TextField(default="active")
    made_by = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_package"
        app = "rights"
        unique_together = (("code",),)


class Item(Model):
    """A batch with the units of it that the package gives."""

    id = fields.UUIDField(primary_key=True)
    package = fields.UUIDField()
    seq = fields.IntField()
    batch = fields.UUIDField()
    units = fields.IntField()

    class Meta:
        """Where the rows are."""

        table = "rights_package_item"
        app = "rights"
        unique_together = (("package", "seq"), ("package", "batch"))


class PackageGift(Model):
    """One giving of a package to one client; its rights name it in their ``source_ref``."""

    id = fields.UUIDField(primary_key=True)
    package = fields.UUIDField()
    client = fields.UUIDField()
    given_by = fields.UUIDField()
    at = fields.DatetimeField()
    reason = fields.TextField()

    class Meta:
        """Where the rows are."""

        table = "rights_package_gift"
        app = "rights"
