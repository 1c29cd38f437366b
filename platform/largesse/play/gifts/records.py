"""Gifts of things as rows; constraints in migration play.0017."""

from tortoise import fields
from tortoise.models import Model


class Gift(Model):
    """A thing that left its giver's hands; the numbers are those of the draws after which it moved."""

    id = fields.UUIDField(primary_key=True)
    activity = fields.UUIDField()
    play = fields.TextField()
    thing = fields.TextField()
    giver = fields.UUIDField()
    giver_nonce = fields.BigIntField()
    code_sha256 = fields.TextField()
    given_at = fields.DatetimeField()
    until = fields.DatetimeField()
    taker = fields.UUIDField(null=True)
    taker_nonce = fields.BigIntField(null=True)
    taken_at = fields.DatetimeField(null=True)
    back_at = fields.DatetimeField(null=True)
    back_nonce = fields.BigIntField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_gift"
        app = "play"
        unique_together = (("code_sha256",),)
