"""Requests for new passwords as rows; constraints in migration identity.0003."""

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable


class PasswordReset(Model):
    """A request; of secret and code only hashes are kept. Without ``staff``: nobody has the name."""

    id = fields.UUIDField(primary_key=True)
    staff = fields.UUIDField(null=True)
    secret_hash = fields.TextField()
    code_hash = fields.TextField()
    code_head = fields.TextField()
    address = fields.TextField()
    device = fields.TextField()
    asked_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    tries = fields.IntField(default=0)
    confirmed_by = fields.UUIDField(null=True)
    confirmed_at = fields.DatetimeField(null=True)
    cosigned_by = fields.UUIDField(null=True)
    cosigned_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    ended_why = nullable(fields.TextField(null=True))
    ended_by = fields.UUIDField(null=True)

    class Meta:
        table = "identity_reset"
        unique_together = (("secret_hash",),)
        app = "identity"
