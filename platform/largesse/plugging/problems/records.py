"""Problems of installations; constraints in migration plugging.0001."""

from typing import ClassVar

from tortoise import fields
from tortoise.models import Model


class Problem(Model):
    """What goes wrong with an installation, once per key. ``critical``: it is not called because of that."""

    id = fields.UUIDField(primary_key=True)
    installation = fields.UUIDField()
    key = fields.TextField()
    count = fields.BigIntField()
    critical = fields.BooleanField()
    note = fields.TextField()
    first_at = fields.DatetimeField()
    last_at = fields.DatetimeField()
    dismissed_by = fields.UUIDField(null=True)

    class Meta:
        """Where the rows are."""

        table = "plugging_problem"
        app = "plugging"
        unique_together: ClassVar = (("installation", "key"),)
