"""What the console sends about clients and what it gets back: GraphQL inputs and answers."""

from typing import Annotated

import strawberry

from largesse.audience.views import ClientImport, Customer
from largesse.faces.refusals import RefusalType
from largesse.faces.scalars import named


@strawberry.input(description="Show masked fields of a client for a purpose; who saw them is audited.")
class RevealClientAsk:
    """Which fields of whom, and what for."""

    key: str = strawberry.field(default="", description="Not needed: a receipt would keep the fields.")
    client: str = named("Client, cli_….")
    fields: list[str] = named("name, mobile, bank_app, wechat, wecom or birth_date.")
    purpose: str = named("What for, at least four characters.")


@strawberry.input(description="Keep a client out, or let one in again.")
class BlockClientAsk:
    """Whom and why."""

    key: str = named("Idempotency key.")
    client: str = named("Client, cli_….")
    blocked: bool = named("True keeps out.")
    reason: str = named("Why, at least four characters.")


@strawberry.input(description="Take an identity from its client.")
class RevokeIdentityAsk:
    """Which identity and why."""

    key: str = named("Idempotency key.")
    identity: str = named("Identity, idn_….")
    reason: str = named("Why.")


@strawberry.input(
    description="Import a CSV file of clients; larger files go to POST /console/clients/import."
)
class ImportClientsAsk:
    """The file."""

    key: str = named("Idempotency key.")
    file_name: str = named("File name.")
    content_base64: str = named("The file's bytes in base64.")
    dry_run: bool = strawberry.field(default=False, description="Read and tell only.")


@strawberry.type(description="A field in clear.")
class RevealedField:
    """Name and value."""

    name: str = named("Field.")
    value: str = named("In clear.")


@strawberry.type(description="Fields shown in clear.")
class ClientRevealed:
    """Answer of a reveal."""

    fields: list[RevealedField] = named("Those the client has.")


@strawberry.type(description="The client after the change.")
class ClientChanged:
    """Answer of changes to a client."""

    client: Customer = named("The client.")


@strawberry.type(description="The import has begun; ask clientImport for its progress.")
class ImportBegun:
    """Answer of an import."""

    client_import: ClientImport = named("The import.")


RevealClientResult = Annotated[
    ClientRevealed | RefusalType, strawberry.union("RevealClientResult", description="Fields or a refusal.")
]
ChangeClientResult = Annotated[
    ClientChanged | RefusalType,
    strawberry.union("ChangeClientResult", description="The client or a refusal."),
]
ImportClientsResult = Annotated[
    ImportBegun | RefusalType, strawberry.union("ImportClientsResult", description="The import or a refusal.")
]
