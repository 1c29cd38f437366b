"""Plugins and their versions, as found on the plugin path; constraints in migration plugging.0001."""

from typing import Any, ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

PluginId = NewType("PluginId", UUID)
VersionId = NewType("VersionId", UUID)


class Plugin(Model):
    """A plugin of the catalogue. ``name``: ``publisher.name``, as its manifest says."""

    id = fields.UUIDField(primary_key=True)
    name = fields.TextField()
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "plugging_plugin"
        app = "plugging"
        unique_together: ClassVar = (("name",),)


class Version(Model):
    """One version of a plugin's code; ``digest`` is of its files, ``entry`` is ``package.module:Class``.

    ``removed_at`` since when its code is not stored any more, and not on the plugin path.
    """

    id = fields.UUIDField(primary_key=True)
    plugin = fields.UUIDField()
    version = fields.TextField()
    digest = fields.TextField()
    entry = fields.TextField()
    manifest = fields.JSONField[dict[str, Any]]()
    config_schema = fields.JSONField[dict[str, Any]]()
    found_at = fields.DatetimeField()
    removed_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "plugging_version"
        app = "plugging"
        unique_together: ClassVar = (("digest",),)
