"""Apps that sign launch tokens, and their public keys, as rows; constraints in audience.0001 and 0004."""

from typing import Any, ClassVar

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import KeyField, nullable


class LaunchIssuer(Model):
    """An app that signs launch tokens; a private key is kept of the demo's own app only.

    Its keys are rows of ``LaunchKey``; ``public_key`` is what the version before read, empty in new rows.
    """

    issuer = KeyField()
    public_key = fields.JSONField[dict[str, Any]](null=True)
    private_key_sealed = nullable(fields.TextField(null=True))
    state = fields.TextField(default="active")
    created_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "audience_launch_issuer"
        app = "audience"


class LaunchKey(Model):
    """A public key of an app; the key itself never changes, and no two rows hold the same one."""

    KEY: ClassVar[tuple[str, ...]] = ("issuer", "kid")

    issuer = KeyField()
    kid = fields.TextField()
    public_key = fields.JSONField[dict[str, str]]()
    thumbprint = fields.TextField()
    state = fields.TextField(default="active")
    added_at = fields.DatetimeField()
    stopped_at = fields.DatetimeField(null=True)
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "audience_launch_key"
        unique_together = (("thumbprint",),)
        app = "audience"
