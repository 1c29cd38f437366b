"""The tables of points. Constraints stand in the migration: no balance and no award is below zero."""

from typing import Any, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

PointsKindId = NewType("PointsKindId", UUID)
PointsAccountId = NewType("PointsAccountId", UUID)
PointsMoveId = NewType("PointsMoveId", UUID)
PointsAwardId = NewType("PointsAwardId", UUID)
PointsRequestId = NewType("PointsRequestId", UUID)


class PointsKind(Model):
    """A currency of points; what its rule says holds for awards to come, each award keeps its own last day.

    ``lasts`` and ``lasts_for``: how long, ``grace_days``: what is given back after its end is usable so long;
    ``hand_day_max``: the most that one member of staff awards by hand in a day; ``org_unit`` None: the whole
    institution's.
    """

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.JSONField[dict[str, str]]()
    lasts = fields.TextField()
    lasts_for = fields.IntField()
    grace_days = fields.IntField()
    hand_day_max = fields.BigIntField()
    transferable = fields.BooleanField()
    exchange_rule = fields.JSONField[dict[str, str]]()
    scope = fields.JSONField[dict[str, str]]()
    org_unit = fields.UUIDField(null=True)
    state = fields.TextField(default="active")
    version = fields.IntField(default=1)
    created_by = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_points_kind"
        app = "rights"
        unique_together = (("code",),)


class PointsAccount(Model):
    """An account; ``role`` client and owed are a client's, the others the house's, which keep no balance."""

    id = fields.UUIDField(primary_key=True)
    kind = fields.UUIDField()
    role = fields.TextField()
    client = fields.UUIDField(null=True)
    balance = fields.BigIntField(default=0)
    opened_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_points_account"
        app = "rights"


class PointsMove(Model):
    """One act, by its source once; ``other`` is who got a transfer, ``reverses`` what is undone."""

    id = fields.UUIDField(primary_key=True)
    act = fields.TextField()
    kind = fields.UUIDField()
    client = fields.UUIDField()
    other = fields.UUIDField(null=True)
    points = fields.BigIntField()
    source_kind = fields.TextField()
    source_ref = fields.TextField()
    reverses = fields.UUIDField(null=True)
    reason = fields.TextField(default="")
    made_by = fields.UUIDField()
    at = fields.DatetimeField()
    approval = fields.UUIDField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_points_move"
        app = "rights"
        unique_together = (("source_kind", "source_ref"),)


class PointsRequest(Model):
    """An award above the day limit of who asks for it: its lines wait for signatures."""

    id = fields.UUIDField(primary_key=True)
    kind = fields.UUIDField()
    source = fields.TextField()
    file_name = fields.TextField(default="")
    reason = fields.TextField()
    lines = fields.JSONField[list[dict[str, Any]]]()
    line_count = fields.IntField()
    points = fields.BigIntField()
    org_unit = fields.UUIDField()
    state = fields.TextField()
    approval = fields.UUIDField()
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_points_request"
        app = "rights"


class PointsAward(Model):
    """Points that end together: usable to the end of ``last_day``, None without end.

    ``unused`` is left, ``lapsed`` expired; ``came_from`` is the award that a transfer or a return continues;
    ``told_days``: how many days before its end the client was told last.
    """

    id = fields.UUIDField(primary_key=True)
    account = fields.UUIDField()
    move = fields.UUIDField()
    came_from = fields.UUIDField(null=True)
    points = fields.BigIntField()
    unused = fields.BigIntField()
    lapsed = fields.BigIntField(default=0)
    last_day = fields.DateField(null=True)
    ends_at = fields.DatetimeField(null=True)
    told_days = fields.IntField(default=999)
    taken_at = fields.DatetimeField(null=True)
    given_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_points_award"
        app = "rights"


class PointsEntry(Model):
    """One side of a move: points into an account, or out of it where they are negative."""

    id = fields.UUIDField(primary_key=True)
    move = fields.UUIDField()
    account = fields.UUIDField()
    award = fields.UUIDField(null=True)
    points = fields.BigIntField()

    class Meta:
        """Where the rows are."""

        table = "rights_points_entry"
        app = "rights"


class PointsSku(Model):
    """How many points of which kind a SKU is that is fulfilled by points."""

    sku = fields.UUIDField(primary_key=True)
    kind = fields.UUIDField()
    points = fields.BigIntField()
    said_by = fields.UUIDField()
    said_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_points_sku"
        app = "rights"
