"""A form: what is asked, with which purpose and consent, and whether what was given answers it.

Words       *field* 字段, *purpose* 用途, *consent* 同意: apart for C3, together for C2, none for C1
            *about* whom the form is about: the beneficiary, or whom a booking is for
Invariant   a field is asked with its purpose; nothing is kept of a form that is not answered whole
Source      个人信息保护法 6, 14, 17, 28–30; JR/T 0171-2020
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from largesse.audience.clients.masking import FieldClass
from largesse.kernel.errors import Malformed, Phrase, Refusal
from largesse.kernel.reasons import because
from largesse.rights.forms.answer import read_answer

Text = dict[str, str]
SENSITIVE = "C3"


@dataclass(frozen=True)
class FormNeeded(Refusal):
    """The right has a form that is not answered for the person it is about."""

    code = "rights.form_needed"


@dataclass(frozen=True)
class FormSentAlready(Refusal):
    """What was answered went to the provider, which changes it from now on."""

    code = "rights.form_sent"


@dataclass(frozen=True)
class FormAboutAnother(Refusal):
    """Whom the right is for changed since the form was shown."""

    code = "rights.form_about_another"


@dataclass(frozen=True)
class FormNotGiven(Refusal):
    """There are no answers to withdraw or to show."""

    code = "rights.form_not_given"


@dataclass(frozen=True)
class FormNotAgreed(Refusal):
    """The plugin's manifest does not name these fields of a SKU's form, so that they could not be sent."""

    code = "rights.form_not_agreed"
    sku: str
    fields: str
    path: str | None = "personal_form"


class Choice(Struct, frozen=True):
    """One answer that may be chosen."""

    value: str
    label: Text


class Asked(Struct, frozen=True, rename={"klass": "class"}):
    """One field."""

    key: str
    label: Text
    type: str
    required: bool
    purpose: Text
    consent: Text
    klass: FieldClass
    choices: tuple[Choice, ...] = ()


class _Form(Struct, frozen=True):
    fields: list[Asked] = []


@dataclass(frozen=True)
class Judged:
    """What answers came to: values by field, or what is wrong by field."""

    values: dict[str, str] = field(default_factory=dict)
    problems: dict[str, Phrase] = field(default_factory=dict)


def asked_of(form: Mapping[str, Any]) -> list[Asked]:
    """Read the fields of a form, ``personal-form.v1``."""
    return msgspec.convert(form, _Form).fields


def judged(asked: Iterable[Asked], typed: Mapping[str, str], agreed: Collection[str]) -> Judged:
    """Judge what was typed, every field of it, so that all that is wrong is told at once."""
    found = Judged()
    for one in asked:
        try:
            value = read_answer(one.type, typed.get(one.key, ""), [choice.value for choice in one.choices])
        except Malformed as wrong:
            found.problems[one.key] = wrong.reason
            continue
        if not value and one.required:
            found.problems[one.key] = because("rights.reason.form_empty")
        elif value and one.klass != "C1" and one.key not in agreed:
            found.problems[one.key] = because("rights.reason.form_consent")
        elif value:
            found.values[one.key] = value
    return found


def answers(form: Mapping[str, Any], keys: Collection[str]) -> bool:
    """Tell whether every required field of a form is answered."""
    return all(one.key in keys for one in asked_of(form) if one.required)


def unnamed(form: Mapping[str, Any], agreed: Iterable[str]) -> list[str]:
    """Name the fields of a form that a plugin's manifest does not: its names are ``recipient.phone``, ours
    ``phone``.
    """
    known = {one.rpartition(".")[2] for one in agreed}
    return sorted(one.key for one in asked_of(form) if one.key not in known)


@dataclass(frozen=True)
class Standing:
    """A right's form: what it asks, whom it is about, and what was answered.

    ``given`` is the row's id; ``of`` whose answers they are, ``given_about`` whom they are about.
    """

    entitlement: UUID
    holder: UUID
    about: UUID
    state: str
    org_unit: UUID
    form: dict[str, Any]
    title: Text
    provider_name: Text | None
    of: UUID | None
    given_about: UUID | None
    keys: list[str] | None
    sealed: str | None
    given_at: datetime | None
    sent_at: datetime | None

    @property
    def given(self) -> bool:
        """Whether the holder's own answers about this person stand."""
        return self.of == self.holder and self.given_about == self.about

    @property
    def due(self) -> bool:
        """Whether something required is still to be answered."""
        return not answers(self.form, (self.keys or ()) if self.given else ())
