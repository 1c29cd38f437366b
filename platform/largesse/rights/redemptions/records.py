"""The tables of uses and of wrong codes. Constraints stand in the migration: uses are append-only."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

RedemptionId = NewType("RedemptionId", UUID)
USE, REVERSAL = "use", "reversal"


class Redemption(Model):
    """One use of a right, or the reversal of one; money in minor units of ``currency``.

    ``mark`` late or outside: see ``entitlement.Mark``; ``booked_at`` when it was written; None in old rows.
    ``visit`` tells apart the uses under one ``provider_ref``: the provider's own name, or the booking's id.
    ``counter`` is the key of the counter and ``place`` where it stands; ``offline`` scanned without a net;
    ``shown_sha256`` of the token that was shown: one token is used once.
    """

    id = fields.UUIDField(primary_key=True)
    entitlement = fields.UUIDField()
    kind = fields.TextField()
    reverses = fields.UUIDField(null=True, unique=True)
    units = fields.IntField()
    amount_minor = fields.BigIntField()
    currency = fields.CharField(max_length=3)
    channel = fields.TextField()
    provider = fields.UUIDField(null=True)
    provider_ref = nullable(fields.TextField(null=True))
    visit = nullable(fields.TextField(null=True))
    order_ref = nullable(fields.TextField(null=True))
    proof = fields.TextField()
    agent = fields.UUIDField(null=True)
    reason = nullable(fields.TextField(null=True))
    biz_date = fields.DateField()
    at = fields.DatetimeField()
    mark = nullable(fields.TextField(null=True))
    place = fields.UUIDField(null=True)
    counter = fields.UUIDField(null=True)
    offline = fields.BooleanField(default=False)
    shown_sha256 = nullable(fields.TextField(null=True))
    booked_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_redemption"
        app = "rights"


class CounterFailure(Model):
    """How many wrong codes a subject (``code:…`` or ``counter:…``) brought within a window of time.

    The key is (subject, window_at); Tortoise knows keys of one column only and is told of the second.
    """

    subject = fields.TextField()
    window_at = fields.DatetimeField(primary_key=True)
    failures = fields.IntField()

    class Meta:
        """Where the rows are."""

        table = "rights_counter_failure"
        app = "rights"
        unique_together = (("subject", "window_at"),)
