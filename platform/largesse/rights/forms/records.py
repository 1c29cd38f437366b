"""Answers, what was agreed to and who was told, as rows. Constraints stand in migration rights.0017.

Invariant   values stand in ``sealed`` alone; consents and what was sent are only ever added to
"""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model


class FormAnswers(Model):
    """What a right's form was answered with; ``about`` is whom it is about, ``keys`` which fields."""

    id = fields.UUIDField(primary_key=True)
    entitlement = fields.UUIDField()
    client = fields.UUIDField()
    about = fields.UUIDField()
    keys: fields.Field[list[str]] = ArrayField("text", default=list)
    sealed = fields.TextField()
    given_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_form"
        app = "rights"
        unique_together = (("entitlement",),)


class FormConsent(Model):
    """One yes to a field, or its withdrawal, with the words that stood beside it."""

    id = fields.UUIDField(primary_key=True)
    entitlement = fields.UUIDField()
    client = fields.UUIDField()
    about = fields.UUIDField()
    field = fields.TextField()
    label = fields.JSONField[dict[str, str]]()
    agreed = fields.BooleanField()
    words = fields.TextField()
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_form_consent"
        app = "rights"


class FormSent(Model):
    """Which fields went to a provider with an order; ``labels`` names them, no value stands here."""

    id = fields.UUIDField(primary_key=True)
    provider_order = fields.UUIDField()
    entitlement = fields.UUIDField()
    provider = fields.UUIDField()
    client = fields.UUIDField()
    about = fields.UUIDField()
    labels = fields.JSONField[list[dict[str, str]]]()
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_form_sent"
        app = "rights"
        unique_together = (("provider_order",),)


def context_of(entitlement: UUID) -> str:
    """Give the context under which a right's answers are sealed."""
    return f"rights.form:{entitlement}"
