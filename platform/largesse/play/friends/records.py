"""The tables of teams and friends. Constraints stand in the migration."""

from typing import ClassVar

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model


class PlayTeam(Model):
    """A team with the rule under which it was begun; ``code_sha256`` is kept of the code in its link."""

    id = fields.UUIDField(primary_key=True)
    activity = fields.UUIDField()
    play = fields.TextField()
    leader = fields.UUIDField()
    nr = fields.IntField()
    code_sha256 = fields.TextField()
    opened_at = fields.DatetimeField()
    until = fields.DatetimeField()
    most = fields.IntField()
    amounts = ArrayField("bigint")
    by_household = fields.BooleanField()
    by_joining = fields.BooleanField()
    helpers = fields.IntField(default=0)
    reached = fields.BigIntField(default=0)
    whole_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_team"
        app = "play"
        unique_together = (("activity", "play", "leader", "nr"), ("code_sha256",))


class Friend(Model):
    """A client who came by a link, bound to the team until then; ``acted_at`` when he counted, with what.

    Its key is activity and client; Tortoise takes one.
    """

    KEY: ClassVar[tuple[str, ...]] = ("activity", "client")
    activity = fields.UUIDField(primary_key=True)  # with ``client``, see KEY
    client = fields.UUIDField()
    team = fields.UUIDField()
    counts_as = fields.UUIDField()
    opened_at = fields.DatetimeField()
    until = fields.DatetimeField()
    acted_at = fields.DatetimeField(null=True)
    amount = fields.BigIntField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_friend"
        app = "play"
        unique_together = (("activity", "client"),)
