"""The table of codes. Constraints stand in the migration: a code opens one right."""

from tortoise import fields
from tortoise.models import Model


class Code(Model):
    """The twelve digits of a right: ``sealed`` to be shown, ``blind`` to be found again."""

    entitlement = fields.UUIDField(primary_key=True)
    blind = fields.TextField()
    sealed = fields.TextField()
    made_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_code"
        app = "rights"
        unique_together = (("blind",),)
