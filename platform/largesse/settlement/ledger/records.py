"""Rows of the ledger: entities, accounts, periods, entries and their postings, holds, balances, seals.

Invariant   entries, postings and seals are append-only, by trigger and by grant: an entry is only reversed
Source      migrations settlement.0001_ledger, settlement.0004_ways_back
"""

from typing import NewType, cast

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

EntityId = NewType("EntityId", int)
AccountId = NewType("AccountId", int)
EntryId = NewType("EntryId", int)
HoldId = NewType("HoldId", int)


class Currency(Model):
    """A currency of the books and how many decimals it has."""

    code = fields.CharField(3, primary_key=True)
    exponent = fields.SmallIntField()

    class Meta:
        """Where the rows are."""

        table = "settlement_currency"
        app = "settlement"


class Rate(Model):
    """What one unit of a currency is in the base on a day, in hundred-millionths; append-only."""

    id = fields.BigIntField(primary_key=True)
    base = fields.CharField(3)
    currency = fields.CharField(3)
    day = fields.DateField()
    rate_e8 = fields.BigIntField()
    source = fields.TextField()
    recorded_by = fields.UUIDField()
    recorded_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "settlement_rate"
        app = "settlement"


class Entity(Model):
    """An accounting entity (核算机构); at most one is the default."""

    id = cast("fields.Field[EntityId]", fields.IntField(primary_key=True))
    code = fields.TextField()
    name = fields.JSONField[dict[str, str]]()
    chart = fields.TextField()
    base_currency = fields.CharField(3)
    tax_number = fields.TextField(default="")
    is_default = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        """Where the rows are."""

        table = "settlement_entity"
        app = "settlement"
        unique_together = (("code",),)


class EntityUnit(Model):
    """An org unit that belongs to an entity, with all below it."""

    org_unit = fields.UUIDField(primary_key=True)
    entity_id = cast("fields.Field[EntityId]", fields.IntField())

    class Meta:
        """Where the rows are."""

        table = "settlement_entity_unit"
        app = "settlement"


class Account(Model):
    """An account of an entity's chart in one currency, opened on first use."""

    id = cast("fields.Field[AccountId]", fields.BigIntField(primary_key=True))
    entity_id = cast("fields.Field[EntityId]", fields.IntField())
    book = fields.TextField()
    code = fields.TextField()
    currency = fields.CharField(3)
    name = fields.JSONField[dict[str, str]]()
    normal = fields.CharField(1)
    floor_zero = fields.BooleanField(default=False)
    eager = fields.BooleanField(default=False)
    must_clear = fields.BooleanField(default=False)
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "settlement_account"
        app = "settlement"
        unique_together = (("entity_id", "code", "currency"), ("id", "entity_id", "currency", "book"))


class Period(Model):
    """A month of an entity: ``id`` is yyyymm, unique only within the entity."""

    entity_id = cast("fields.Field[EntityId]", fields.IntField(primary_key=True, generated=False))
    id = fields.IntField()
    d1 = fields.DateField()
    d2 = fields.DateField()
    status = fields.TextField(default="open")
    closed_by = nullable(fields.TextField(null=True))
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "settlement_period"
        app = "settlement"
        unique_together = (("entity_id", "id"),)


class Entry(Model):
    """An entry (分录), once per (entity, kind, idem), reversed at most once."""

    id = cast("fields.Field[EntryId]", fields.BigIntField(primary_key=True))
    entity_id = cast("fields.Field[EntityId]", fields.IntField())
    kind = fields.TextField()
    idem = fields.TextField()
    body_sha = fields.CharField(64)
    body_version = fields.SmallIntField(default=1)
    biz_date = fields.DateField()
    period_id = fields.IntField()
    row_count = fields.IntField()
    source_type = fields.TextField()
    source_id = fields.TextField()
    reverses = cast("fields.Field[EntryId | None]", fields.BigIntField(null=True, unique=True))
    reason = fields.TextField(default="")
    made_by = fields.TextField()
    approved_by = nullable(fields.TextField(null=True))
    posted_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "settlement_entry"
        app = "settlement"
        unique_together = (("entity_id", "kind", "idem"), ("id", "period_id", "biz_date", "row_count"))


class Posting(Model):
    """One debit-credit pair of an entry."""

    entry_id = cast("fields.Field[EntryId]", fields.BigIntField(primary_key=True, generated=False))
    seq = fields.IntField()
    row_count = fields.IntField()
    entity_id = cast("fields.Field[EntityId]", fields.IntField())
    period_id = fields.IntField()
    biz_date = fields.DateField()
    book = fields.TextField()
    dr = cast("fields.Field[AccountId]", fields.BigIntField())
    cr = cast("fields.Field[AccountId]", fields.BigIntField())
    currency = fields.CharField(3)
    amount_minor = fields.BigIntField()
    dims_dr = fields.JSONField[dict[str, str]](default=dict)
    dims_cr = fields.JSONField[dict[str, str]](default=dict)
    summary = fields.TextField(default="")

    class Meta:
        """Where the rows are."""

        table = "settlement_posting"
        app = "settlement"
        unique_together = (("entry_id", "seq"),)


class Hold(Model):
    """An amount set aside for one source, until it is posted, voided or expired."""

    id = cast("fields.Field[HoldId]", fields.BigIntField(primary_key=True))
    entity_id = cast("fields.Field[EntityId]", fields.IntField())
    book = fields.TextField()
    dr = cast("fields.Field[AccountId]", fields.BigIntField())
    cr = cast("fields.Field[AccountId]", fields.BigIntField())
    currency = fields.CharField(3)
    amount_minor = fields.BigIntField()
    state = fields.TextField(default="pending")
    source_type = fields.TextField()
    source_id = fields.TextField()
    expires_at = fields.DatetimeField(null=True)
    entry_id = cast("fields.Field[EntryId | None]", fields.BigIntField(null=True, unique=True))

    class Meta:
        """Where the rows are."""

        table = "settlement_hold"
        app = "settlement"
        unique_together = (("source_type", "source_id"),)


class BalanceNow(Model):
    """Where an eager account stands at this moment, in its own direction."""

    account_id = cast("fields.Field[AccountId]", fields.BigIntField(primary_key=True, generated=False))
    net_minor = fields.BigIntField()

    class Meta:
        """Where the rows are."""

        table = "settlement_balance_now"
        app = "settlement"


class BalanceDay(Model):
    """What an account moved on a business day, as far as it is rolled up."""

    account_id = cast("fields.Field[AccountId]", fields.BigIntField(primary_key=True, generated=False))
    day = fields.DateField()
    dr_minor = fields.BigIntField(default=0)
    cr_minor = fields.BigIntField(default=0)

    class Meta:
        """Where the rows are."""

        table = "settlement_balance_day"
        app = "settlement"
        unique_together = (("account_id", "day"),)


class Unrolled(Model):
    """An entry whose postings are not in the daily balances yet."""

    entry_id = cast("fields.Field[EntryId]", fields.BigIntField(primary_key=True, generated=False))

    class Meta:
        """Where the rows are."""

        table = "settlement_unrolled"
        app = "settlement"


class Seal(Model):
    """The hash of an entity's finished day, chained to the day before."""

    entity_id = cast("fields.Field[EntityId]", fields.IntField(primary_key=True, generated=False))
    day = fields.DateField()
    entries = fields.IntField()
    previous_sha = fields.TextField()
    sha = fields.CharField(64)
    sealed_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "settlement_seal"
        app = "settlement"
        unique_together = (("entity_id", "day"),)
