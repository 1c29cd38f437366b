"""Callbacks exactly as they came; constraints in migration plugging.0001."""

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable


class Callback(Model):
    """One request of a provider and what was found out about it.

    ``state``: received, then accepted, duplicate (its event is known), rejected (not the provider's),
    unavailable (it could not be checked) or dismissed (a person put it aside, with a reason).
    """

    id = fields.UUIDField(primary_key=True)
    installation = fields.UUIDField()
    received_at = fields.DatetimeField()
    method = fields.TextField()
    path = fields.TextField()
    headers = fields.JSONField[dict[str, str]]()
    body = fields.BinaryField()
    peer = fields.TextField()
    state = fields.TextField()
    event_id = fields.TextField(null=True)
    reason = fields.TextField(default="")
    settled_at = fields.DatetimeField(null=True)
    tries = fields.IntField(default=1)
    dismissed_by = fields.UUIDField(null=True)
    dismiss_reason = nullable(fields.TextField(null=True))

    class Meta:
        """Where the rows are."""

        table = "plugging_callback"
        app = "plugging"
