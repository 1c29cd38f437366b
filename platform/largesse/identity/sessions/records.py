"""Sessions and counts of failed log-ins as rows; constraints in migration identity.0001."""

from typing import ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import KeyField, nullable

SessionId = NewType("SessionId", UUID)


class Session(Model):
    """A session of staff, client or app; of its token only the hash is kept."""

    id = fields.UUIDField(primary_key=True)
    subject_kind = fields.TextField()
    subject = fields.UUIDField()
    token_hash = fields.TextField()
    via = fields.TextField()
    address = fields.TextField(default="")
    device = fields.TextField(default="")
    created_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()
    idle_s = fields.IntField()
    expires_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    ended_why = nullable(fields.TextField(null=True))

    class Meta:
        table = "identity_session"
        unique_together = (("token_hash",),)
        app = "identity"


class SignInThrottle(Model):
    """Failed log-ins of one account or address; its key is scope and key, which Tortoise cannot say."""

    KEY: ClassVar[tuple[str, ...]] = ("scope", "key")

    scope = KeyField()
    key = fields.TextField()
    failures = fields.IntField()
    first_at = fields.DatetimeField()
    locked_until = fields.DatetimeField(null=True)

    class Meta:
        table = "identity_sign_in_throttle"
        app = "identity"
