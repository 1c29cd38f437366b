"""Used launch tokens and codes as rows; constraints in migration audience.0001."""

from typing import ClassVar

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import KeyField


class LaunchUsed(Model):
    """A launch token that opened its session."""

    KEY: ClassVar[tuple[str, ...]] = ("issuer", "jti")

    issuer = KeyField()
    jti = fields.TextField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField()

    class Meta:
        table = "audience_launch_used"
        app = "audience"


class Code(Model):
    """A code that went out by message; number and digits are kept as keyed hashes only."""

    id = fields.UUIDField(primary_key=True)
    number_index = fields.TextField()
    code_hash = fields.TextField()
    tries_left = fields.IntField()
    address = fields.TextField()
    known = fields.BooleanField(default=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "audience_code"
        app = "audience"
