"""The table of agents. Constraints stand in the migration: a client is no agent before he consents."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

AgentId = NewType("AgentId", UUID)


class Agent(Model):
    """One agent of one holder; ``agent`` is the client who is it, None for somebody without an account."""

    id = fields.UUIDField(primary_key=True)
    holder = fields.UUIDField()
    agent = fields.UUIDField(null=True)
    name_sealed = fields.TextField(default="")
    phone_ends = fields.TextField(default="")
    code_sha256 = nullable(fields.TextField(null=True))
    scope = fields.TextField()
    entitlement = fields.UUIDField(null=True)
    sku = fields.UUIDField(null=True)
    state = fields.TextField()
    made_at = fields.DatetimeField()
    consented_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    ended_by = nullable(fields.TextField(null=True))

    class Meta:
        """Where the rows are."""

        table = "rights_agent"
        app = "rights"
        unique_together = (("code_sha256",),)
