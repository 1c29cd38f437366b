"""The tables of pools, their lots, codes and cursors. Constraints stand in the migration."""

from typing import Any, ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

POOL, LOT = "cpl", "lot"
PoolId = NewType("PoolId", UUID)
LotId = NewType("LotId", UUID)


class CodePool(Model):
    """The codes of one SKU; people are told below ``low_at`` free codes, ``is_low``: they were."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    title = fields.JSONField[dict[str, str]]()
    sku = fields.UUIDField(unique=True)
    provider = fields.UUIDField()
    org_unit = fields.UUIDField()
    case_matters = fields.BooleanField()
    low_at = fields.BigIntField()
    is_low = fields.BooleanField(default=False)
    last_number = fields.BigIntField(default=0)
    created_by = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_code_pool"
        app = "rights"
        unique_together = (("code",),)


class CodeLot(Model):
    """What came into a pool at once; its codes have the numbers from ``first_number`` to ``last_number``.

    ``choice`` says which columns a file was read by, or what codes that are made look like.
    """

    id = fields.UUIDField(primary_key=True)
    pool = fields.UUIDField()
    origin = fields.TextField()
    file_name = fields.TextField(default="")
    file_sha = fields.TextField(default="")
    choice = fields.JSONField[dict[str, Any]](default=dict)
    format = fields.TextField(default="")
    encoding = fields.TextField(default="")
    state = fields.TextField()
    why = fields.TextField(default="")
    first_number = fields.BigIntField(default=1)
    last_number = fields.BigIntField(default=0)
    read_count = fields.IntField(default=0)
    total_count = fields.IntField(default=0)
    kept_count = fields.IntField(default=0)
    voided_count = fields.IntField(default=0)
    bad_count = fields.IntField(default=0)
    bad = fields.JSONField[list[dict[str, Any]]](default=list)
    void_reason = fields.TextField(default="")
    by_staff = fields.UUIDField()
    org_unit = fields.UUIDField()
    asked_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)
    voided_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_code_lot"
        app = "rights"


class PoolCode(Model):
    """One code: ``sealed`` to be shown, ``blind`` to be found again, None once it is revoked."""

    KEY: ClassVar[tuple[str, ...]] = ("pool", "number")

    pool = fields.UUIDField(primary_key=True)
    number = fields.BigIntField()
    lot = fields.UUIDField()
    provider = fields.UUIDField()
    blind = nullable(fields.TextField(null=True))
    sealed = fields.TextField()
    pin_sealed = nullable(fields.TextField(null=True))
    expires_at = fields.DatetimeField(null=True)
    state = fields.TextField()
    entitlement = fields.UUIDField(null=True)
    allocated_at = fields.DatetimeField(null=True)
    delivered_at = fields.DatetimeField(null=True)
    redeemed_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_pool_code"
        app = "rights"
        unique_together = (("provider", "blind"),)


class CodeCursor(Model):
    """Numbers from ``next`` to ``hi`` that can be given out; their codes lapse at ``expires_at``."""

    id = fields.UUIDField(primary_key=True)
    pool = fields.UUIDField()
    lot = fields.UUIDField()
    shard = fields.IntField()
    expires_at = fields.DatetimeField(null=True)
    next = fields.BigIntField()
    hi = fields.BigIntField()

    class Meta:
        """Where the rows are."""

        table = "rights_code_cursor"
        app = "rights"
