"""The tables of draws that are decided later. Constraints stand in the migration; triggers refuse changes."""

from typing import ClassVar

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable


class ClosingRow(Model):
    """A draw with its entries; ``cycle`` is empty where there is only one; ``told``: up to which entry."""

    KEY: ClassVar[tuple[str, ...]] = ("activity", "play", "cycle")
    activity = fields.UUIDField(primary_key=True)  # with the others, see KEY
    play = fields.TextField()
    cycle = fields.TextField()
    due_at = fields.DatetimeField()
    entries = fields.BigIntField(default=0)
    revision_hash = nullable(fields.TextField(null=True))
    closed_at = fields.DatetimeField(null=True)
    root = nullable(fields.TextField(null=True))
    secret_hash = nullable(fields.TextField(null=True))
    numbers = nullable(fields.TextField(null=True))
    source = nullable(fields.TextField(null=True))
    recorded_by = fields.UUIDField(null=True)
    recorded_by_name = nullable(fields.TextField(null=True))
    recorded_at = fields.DatetimeField(null=True)
    confirmed_by = fields.UUIDField(null=True)
    confirmed_by_name = nullable(fields.TextField(null=True))
    confirmed_at = fields.DatetimeField(null=True)
    secret = nullable(fields.TextField(null=True))
    decided_at = fields.DatetimeField(null=True)
    told = fields.BigIntField(default=0)

    class Meta:
        """Where the rows are."""

        table = "play_closing"
        app = "play"
        unique_together = (("activity", "play", "cycle"),)


class EntryRow(Model):
    """One entry; ``nonce`` is the client's count of draws with the one that made it."""

    KEY: ClassVar[tuple[str, ...]] = ("activity", "play", "number")
    activity = fields.UUIDField(primary_key=True)  # with the others, see KEY
    play = fields.TextField()
    number = fields.BigIntField()
    draw = fields.UUIDField()
    client = fields.UUIDField()
    nonce = fields.BigIntField()
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "play_entry"
        app = "play"
        unique_together = (("activity", "play", "number"),)


class TreePart(Model):
    """Some neighbouring hashes of a closed list's tree, at one height above its entries."""

    KEY: ClassVar[tuple[str, ...]] = ("activity", "play", "height", "part")
    activity = fields.UUIDField(primary_key=True)  # with the others, see KEY
    play = fields.TextField()
    height = fields.IntField()
    part = fields.IntField()
    hashes = fields.BinaryField()

    class Meta:
        """Where the rows are."""

        table = "play_tree_part"
        app = "play"
        unique_together = (("activity", "play", "height", "part"),)


class AwardRow(Model):
    """One who was selected, at a ``place``, for an ``outcome``; ``number`` is that of the entry.

    ``replaces`` is the place of one who was passed over; ``short`` says what is used up meanwhile.
    """

    KEY: ClassVar[tuple[str, ...]] = ("activity", "play", "cycle", "place")
    activity = fields.UUIDField(primary_key=True)  # with the others, see KEY
    play = fields.TextField()
    cycle = fields.TextField()
    place = fields.BigIntField()
    number = fields.BigIntField()
    client = fields.UUIDField()
    outcome = fields.TextField()
    replaces = nullable(fields.BigIntField(null=True))
    passed_over = nullable(fields.TextField(null=True))
    short = nullable(fields.TextField(null=True))
    tried_at = fields.DatetimeField(null=True)
    draw = fields.UUIDField(null=True)
    entitlement = fields.UUIDField(null=True)
    awarded_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_award"
        app = "play"
        unique_together = (
            ("activity", "play", "cycle", "place"),
            ("activity", "play", "cycle", "number"),
            ("activity", "play", "cycle", "replaces"),
        )
