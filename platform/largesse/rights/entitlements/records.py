"""The table of rights in clients' hands. Constraints stand in the migration: at most its units are used."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

EntitlementId = NewType("EntitlementId", UUID)


class Entitlement(Model):
    """One right; ``source_kind`` and ``source_ref`` say what gave it, once.

    ``previous`` is where it goes back to from suspension or transfer; ``hands`` how often its holder changed.
    ``claim_until``: it is only kept until then, as is ``valid_to``; a claim makes it ``valid_if_claimed``.
    """

    id = fields.UUIDField(primary_key=True)
    batch = fields.UUIDField()
    sku = fields.UUIDField()
    holder = fields.UUIDField()
    beneficiary = fields.UUIDField()
    source_kind = fields.TextField()
    source_ref = fields.TextField()
    activity = fields.UUIDField(null=True)
    org_unit = fields.UUIDField()
    state = fields.TextField()
    previous = nullable(fields.TextField(null=True))
    hands = fields.IntField(default=0)
    units = fields.IntField(default=1)
    units_used = fields.IntField(default=0)
    unit_cost_minor = fields.BigIntField()
    currency = fields.CharField(max_length=3)
    valid_from = fields.DatetimeField()
    valid_to = fields.DatetimeField()
    claimed_at = fields.DatetimeField(null=True)
    claim_until = fields.DatetimeField(null=True)
    valid_if_claimed = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_entitlement"
        app = "rights"
        unique_together = (("source_kind", "source_ref"),)


class Move(Model):
    """One move of a right to another state or holder, written by a trigger."""

    id = fields.BigIntField(primary_key=True, generated=True)
    entitlement = fields.UUIDField()
    version = fields.IntField()
    was = fields.TextField()
    state = fields.TextField()
    holder = fields.UUIDField()
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_move"
        app = "rights"
