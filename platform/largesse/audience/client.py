"""Clients on their own face."""

import strawberry

from largesse.audience.entering.client import EnteringMutation, EnteringQuery


@strawberry.type
class AudienceQuery(EnteringQuery):
    """Queries of this room."""


@strawberry.type
class AudienceMutation(EnteringMutation):
    """Mutations of this room."""
