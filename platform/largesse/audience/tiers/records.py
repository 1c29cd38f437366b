"""Bands, standings, moves and nights as rows; constraints in migration audience.0005."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from largesse.store.fields import KeyField, nullable


class Band(Model):
    """A step of wealth, with how the bank's files write it; no amount stands anywhere."""

    code = KeyField()
    place = fields.IntField(unique=True)
    name_zh = fields.TextField()
    name_en = fields.TextField()
    gap_zh = fields.TextField()
    gap_en = fields.TextField()
    idiom_zh = fields.TextField()
    idiom_en = fields.TextField()
    called: fields.Field[list[str]] = ArrayField("text", default=list)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "audience_band"
        app = "audience"


class TierStanding(Model):
    """The tier that a client has; ``valid_to`` is a local midnight, None where the tier has no term."""

    customer = fields.UUIDField(primary_key=True)
    tier = fields.TextField()
    since = fields.DatetimeField()
    valid_to = fields.DatetimeField(null=True)

    class Meta:
        table = "audience_tier_standing"
        app = "audience"


class TierMove(Model):
    """How a client came to a tier; never changed."""

    id = fields.BigIntField(primary_key=True)
    customer = fields.UUIDField()
    kind = fields.TextField()
    from_tier = nullable(fields.TextField(null=True))
    to_tier = fields.TextField()
    cause = fields.TextField()
    reason = fields.TextField(default="")
    by_kind = fields.TextField()
    by_id: fields.Field[UUID] = fields.UUIDField()
    valid_to = fields.DatetimeField(null=True)
    at = fields.DatetimeField()

    class Meta:
        table = "audience_tier_move"
        app = "audience"


class TierNight(Model):
    """What the rules did by one local day; ``done_at`` None: not finished."""

    day = fields.DateField(primary_key=True)
    moved = fields.IntField(default=0)
    begun_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "audience_tier_night"
        app = "audience"
