"""Installations and their configurations; constraints in migration plugging.0001."""

from typing import Any, ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

InstallationId = NewType("InstallationId", UUID)


class Installation(Model):
    """A plugin set up for an org unit, or, where ``org_unit`` is empty, for the whole institution.

    ``config`` is the number of its newest configuration, 0 before the first; ``previous`` is the version that
    it can go back to, with the configuration that worked there. ``user_number`` is given by the database and
    tells the operating system's users of the children apart.
    """

    id = fields.UUIDField(primary_key=True)
    plugin = fields.UUIDField()
    version = fields.UUIDField()
    previous = fields.UUIDField(null=True)
    previous_config = fields.IntField(null=True)
    org_unit = fields.UUIDField(null=True)
    user_number = fields.BigIntField(generated=True)
    state = fields.TextField()
    environment = fields.TextField()
    consents = fields.JSONField[list[str]]()
    config = fields.IntField(default=0)
    tested_config = fields.IntField(null=True)
    tested_ok = fields.BooleanField(null=True)
    tested_at = fields.DatetimeField(null=True)
    test_facts = fields.JSONField[dict[str, Any]](null=True)
    isolation = fields.TextField(default="")
    installed_by = fields.UUIDField()
    installed_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "plugging_installation"
        app = "plugging"


class Config(Model):
    """One configuration of an installation, never changed; its sealed secrets go with the installation.

    The key is (installation, n); Tortoise knows keys of one column only and is told of the first.
    """

    KEY: ClassVar[tuple[str, ...]] = ("installation", "n")
    installation = fields.UUIDField(primary_key=True)
    n = fields.IntField()
    data = fields.JSONField[dict[str, Any]]()
    secrets = fields.JSONField[dict[str, str]]()
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "plugging_config"
        app = "plugging"
