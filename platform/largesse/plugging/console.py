"""The room on the console face, of its nouns."""

import strawberry

from largesse.plugging.installations.console import PluginMutation, PluginQuery


@strawberry.type
class PluggingQuery(PluginQuery):
    """Queries of this room."""


@strawberry.type
class PluggingMutation(PluginMutation):
    """Mutations of this room."""
