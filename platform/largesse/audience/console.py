"""Clients on the console face, noun by noun."""

import strawberry

from largesse.audience.advisers.console import AdviserQuery
from largesse.audience.clients.console import ClientMutation, ClientQuery
from largesse.audience.facts.console import FactQuery
from largesse.audience.imports.console import ImportMutation, ImportQuery


@strawberry.type
class AudienceQuery(ClientQuery, AdviserQuery, ImportQuery, FactQuery):
    """Queries of this room."""


@strawberry.type
class AudienceMutation(ClientMutation, ImportMutation):
    """Mutations of this room."""
