"""What the console shows of saved column mappings."""

from datetime import datetime

import strawberry

from largesse.faces.scalars import JsonDocument, named
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id, text_id
from largesse.rights.catalogue.supply import PROVIDER
from largesse.settlement.ids import PROFILE
from largesse.settlement.statements import decide_profile
from largesse.settlement.statements.profile_reads import ProfileRow
from largesse.settlement.statements.saved_profiles import ProfileSaved


@strawberry.type(description="A version of a saved column mapping.")
class StatementProfile:
    """One mapping."""

    id: str = named("Id, pro_….")
    name: str = named("Name.")
    version: int = named("Version.")
    provider: str | None = named("Id of the provider whose files it reads by default, prv_….")
    provider_name: str = named("That provider's name; empty: none.")
    unit_name: str = named("The org unit it belongs to.")
    state: str = named("proposed, active, returned or withdrawn.")
    approval: str | None = named("The approval by which a second person stands for it, apv_….")
    maker_name: str = named("Who saved it.")
    created_at: datetime = named("When.")
    body: JsonDocument = named("The mapping.")

    @classmethod
    def of(cls, row: ProfileRow, locale: str) -> "StatementProfile":
        return cls(
            id=text_id(PROFILE, row.id),
            name=row.name,
            version=row.version,
            provider=maybe_id(PROVIDER, row.provider),
            provider_name=said(row.provider_name, locale),
            unit_name=said(row.unit_name, locale),
            state=row.state,
            approval=maybe_id(APPROVAL, row.approval),
            maker_name=row.maker_name,
            created_at=row.created_at,
            body=JsonDocument(row.body),
        )


@strawberry.type(description="A column mapping was saved.")
class StatementProfileSaved:
    """The saved version."""

    id: str = named("Id of the mapping, pro_….")
    name: str = named("Its name.")
    version: int = named("Its version.")
    state: str = named("active, or proposed: it waits for a second person.")

    @classmethod
    def of(cls, saved: ProfileSaved) -> "StatementProfileSaved":
        ident = text_id(PROFILE, saved.profile)
        return cls(id=ident, name=saved.name, version=saved.version, state=saved.state)


@strawberry.type(description="A proposed column mapping after a decision.")
class StatementProfileDecided:
    """Where it stands."""

    id: str = named("Id of the mapping, pro_….")
    state: str = named("proposed, active, returned or withdrawn.")

    @classmethod
    def of(cls, standing: decide_profile.ProfileStanding) -> "StatementProfileDecided":
        return cls(id=text_id(PROFILE, standing.profile), state=standing.state)
