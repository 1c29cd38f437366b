"""Saved column mappings on the console face."""

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.kernel.ids import parse_id
from largesse.settlement.ids import PROFILE
from largesse.settlement.statements import decide_profile
from largesse.settlement.statements.profile_reads import profile_of_id, profiles_page
from largesse.settlement.statements.profile_views import (
    StatementProfile,
    StatementProfileDecided,
    StatementProfileSaved,
)
from largesse.settlement.statements.saved_profiles import save_profile


@strawberry.type
class ProfileQuery:
    """Queries of column mappings."""

    statement_profiles: Connection[StatementProfile] = list_by_state(
        "statement-profiles",
        "settlement.read",
        profiles_page,
        StatementProfile.of,
        "Column mappings of the units within reach and above, in use or proposed."
        " sort: name, createdAt, state.",
    )

    @strawberry.field(description="One version of a column mapping; null when missing or another unit's.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    @missing_as_null
    async def statement_profile(self, info: Info, profile: str) -> StatementProfile | None:
        """Show one mapping."""
        actor = info.context.who()
        actor.must("settlement.read")
        async with info.context.work.read() as read:
            row = await profile_of_id(read, actor, parse_id(PROFILE, profile, "profile"))
        return StatementProfile.of(row, info.context.locale) if row else None


_DECIDED = "StatementProfileResult"


@strawberry.type
class ProfileMutation:
    """Mutations of column mappings."""

    save_statement_profile = mutation(
        save_profile,
        "Save a column mapping as its name's next version; a default for others waits for a second person.",
        name="save_statement_profile",
        shows=StatementProfileSaved.of,
    )
    approve_statement_profile = mutation(
        decide_profile.approve_profile,
        "Stand for a proposed column mapping; with the last signature it is in use.",
        name="approve_statement_profile",
        shows=StatementProfileDecided.of,
        result=_DECIDED,
    )
    return_statement_profile = mutation(
        decide_profile.return_profile,
        "Send a proposed column mapping back.",
        name="return_statement_profile",
        shows=StatementProfileDecided.of,
        result=_DECIDED,
    )
    withdraw_statement_profile = mutation(
        decide_profile.withdraw_profile,
        "Take back one's own proposed column mapping.",
        name="withdraw_statement_profile",
        shows=StatementProfileDecided.of,
        result=_DECIDED,
    )
