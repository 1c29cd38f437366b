"""The table of seeds. Constraints stand in the migration: one seed per activity and revision."""

from typing import ClassVar

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable


class SealedSeed(Model):
    """The seed of a revision, sealed until it is shown as ``revealed_hex``.

    Its key is both columns; Tortoise takes one.
    """

    KEY: ClassVar[tuple[str, ...]] = ("activity", "revision_hash")
    activity = fields.UUIDField(primary_key=True)  # with ``revision_hash``, see KEY
    revision_hash = fields.TextField()
    odds_hash = fields.TextField()
    commitment = fields.TextField()
    seed_sealed = fields.TextField()
    published_at = fields.DatetimeField()
    revealed_hex = nullable(fields.TextField(null=True))
    revealed_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_seed"
        app = "play"
        unique_together = (("activity", "revision_hash"),)
