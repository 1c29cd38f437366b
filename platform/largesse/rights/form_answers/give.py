"""A client answers the form of a right of his own, and takes his answers back.

Invariant   answers are sealed before they are written; no event, audit row, receipt or log holds one; a form
            with anything wrong in it writes nothing and names each field; each yes is kept with its words
"""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import msgspec

from largesse.audience.clients.records import ClientId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.copy import said
from largesse.kernel.errors import Malformed, Phrase
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import at_most
from largesse.rights.entitlements.entitlement import EntitlementMissing, State, WrongState
from largesse.rights.entitlements.locking import lock_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.form_answers.standing import form_of
from largesse.rights.forms.form import (
    Asked,
    FormAboutAnother,
    FormNotGiven,
    FormSentAlready,
    Standing,
    asked_of,
    judged,
)
from largesse.rights.forms.records import context_of
from largesse.store.sealing import seal
from largesse.store.work import Tx, Work

OPEN = frozenset({State.ISSUED, State.ACTIVE, State.RESERVED})
ANSWERS_MAX = 50
_KEEP = """
insert into rights_form (id, entitlement, client, about, keys, sealed, given_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (entitlement) do update set client = excluded.client, about = excluded.about,
  keys = excluded.keys, sealed = excluded.sealed, given_at = excluded.given_at
"""
_CONSENT = """
insert into rights_form_consent (id, entitlement, client, about, field, label, agreed, words, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was typed into one field, and whether its consent was given."""

    field: str = asked("Key of the field.")
    value: str = asked("What was typed; yes or no; a choice's value; empty: nothing.")
    agreed: bool = asked("Whether the words of consent beside it were agreed to.", default=False)


@dataclass(frozen=True)
class AnswerForm(AskWithoutReceipt):
    """The client's own right and what he answers; ``locale`` is the language of the words he saw."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent", name="right")
    about: ClientId = asked("Whom the page said that the form is about, cli_….", id="cli")
    answers: tuple[Answer, ...] = asked("Every field of the form.")
    locale: str = "zh-CN"


@dataclass(frozen=True)
class WithdrawForm(AskWithoutReceipt):
    """The client's own right whose answers go."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent", name="right")


@dataclass(frozen=True)
class FormAnswered:
    """What is wrong, by field; nothing: the answers are kept."""

    problems: dict[str, Phrase] = field(default_factory=dict)


@dataclass(frozen=True)
class FormWithdrawn:
    """Whose answers are gone; ``sent``: they had gone to the provider before."""

    entitlement: EntitlementId
    sent: bool


async def answer_form(ask: AnswerForm, *, actor: Actor, work: Work) -> FormAnswered:
    """Keep what a client answers for a right of his own; answers that were there are replaced.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        WrongState: ``rights.entitlement_wrong_state``: it is over, or given on.
        FormAboutAnother: ``rights.form_about_another``: whom it is for changed meanwhile.
        FormSentAlready: ``rights.form_sent``.
    """
    actor.must("rights.own")
    if len(ask.answers) > ANSWERS_MAX:
        raise Malformed(at_most(ANSWERS_MAX), "answers")
    async with work.job(actor) as tx:
        one = await _own(tx, ask.entitlement, actor)
        if State(one.state) not in OPEN:
            raise WrongState(one.state, State.ACTIVE.value)
        if one.about != ask.about:
            raise FormAboutAnother
        if one.given and one.sent_at is not None and not one.due:
            raise FormSentAlready
        fields = asked_of(one.form)
        typed = {each.field: each.value for each in ask.answers}
        found = judged(fields, typed, {each.field for each in ask.answers if each.agreed})
        if not found.problems:
            await _keep(tx, one, fields, found.values)
            agreed = [field for field in fields if field.key in found.values and field.klass != "C1"]
            await _note(tx, one, agreed, ask.locale, agreed=True)
        return FormAnswered(found.problems)


async def withdraw_form(ask: WithdrawForm, *, actor: Actor, work: Work) -> FormWithdrawn:
    """Destroy what a client answered for a right of his own; what a provider has, the provider has.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        FormNotGiven: ``rights.form_not_given``.
    """
    actor.must("rights.own")
    async with work.job(actor) as tx:
        one = await _own(tx, ask.entitlement, actor)
        if one.of != actor.id:
            raise FormNotGiven
        await tx.run("delete from rights_form where entitlement = $1", one.entitlement)
        keys = one.keys or []
        agreed = [field for field in asked_of(one.form) if field.key in keys and field.klass != "C1"]
        await _note(tx, replace(one, about=one.given_about or one.about), agreed, "zh-CN", agreed=False)
        return FormWithdrawn(ask.entitlement, one.sent_at is not None)


async def _own(tx: Tx[Any], entitlement: UUID, actor: Actor) -> Standing:
    """Lock a right and read how its form stands; one of another client does not exist."""
    right = await lock_right(tx, entitlement)
    if right.holder != actor.id:
        raise EntitlementMissing(entitlement)
    return await form_of(tx, entitlement)


async def _keep(tx: Tx[Any], one: Standing, fields: list[Asked], values: dict[str, str]) -> None:
    keys = [field.key for field in fields if field.key in values]
    if not keys:
        await tx.run("delete from rights_form where entitlement = $1", one.entitlement)
        return
    sealed = seal(msgspec.json.encode(values), context_of(one.entitlement))
    await tx.run(_KEEP, new_id(), one.entitlement, one.holder, one.about, keys, sealed, tx.now)


async def _note(tx: Tx[Any], one: Standing, fields: list[Asked], locale: str, *, agreed: bool) -> None:
    """Keep each yes, or its end, with the words that stood beside the field."""
    rows = [
        (
            *(new_id(), one.entitlement, one.holder, one.about, field.key, field.label),
            *(agreed, said(field.consent, locale), tx.now),
        )
        for field in fields
    ]
    await tx.many(_CONSENT, rows)
