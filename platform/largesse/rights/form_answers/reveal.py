"""Show the answers to a right's form in clear, for a purpose.

Invariant   never without a purpose and an audit row that names the fields; no receipt keeps what was shown
"""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import text_id
from largesse.kernel.reasons import because
from largesse.rights.entitlements.entitlement import RIGHT, EntitlementMissing
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.form_answers.standing import form_of
from largesse.rights.forms.form import FormNotGiven, Text, asked_of
from largesse.rights.forms.reads import own_answers
from largesse.store.work import Work

PURPOSE_MIN, PURPOSE_MAX = 4, 500


@dataclass(frozen=True)
class RevealForm(AskWithoutReceipt):
    """Whose answers, and what for."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent")
    purpose: str = asked("What for, at least four characters; kept in the audit.")


@dataclass(frozen=True)
class FormShown:
    """Answers in clear: key of the field, how it is called, its class, and what was answered."""

    answers: list[tuple[str, Text, str, str]]


async def reveal_form(ask: RevealForm, *, actor: Actor, work: Work) -> FormShown:
    """Give the answers to a right's form in clear, and note who saw them and why.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        FormNotGiven: ``rights.form_not_given``.
        Malformed: ``kernel.malformed`` at ``purpose``.
    """
    actor.must("rights.reveal_form")
    purpose = ask.purpose.strip()
    if not PURPOSE_MIN <= len(purpose) <= PURPOSE_MAX:
        raise Malformed(because("rights.reason.purpose"), "purpose")
    async with work.job(actor) as tx:
        one = await form_of(tx, ask.entitlement)
        actor.reach(one.org_unit, EntitlementMissing(ask.entitlement))
        values = own_answers(one)
        if not values:
            raise FormNotGiven
        facts = {"fields": ", ".join(values), "purpose": purpose}
        tx.audit("rights.form_revealed", text_id(RIGHT, one.entitlement), facts, org_unit=one.org_unit)
        fields = (field for field in asked_of(one.form) if field.key in values)
        return FormShown([(field.key, field.label, field.klass, values[field.key]) for field in fields])
