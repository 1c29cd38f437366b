"""Routes, approvals and signatures as rows; constraints and guards in migration identity.0001."""

from typing import Any, ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from largesse.store.fields import KeyField, nullable

APPROVAL = "apv"
ApprovalId = NewType("ApprovalId", UUID)
SignatureId = NewType("SignatureId", UUID)


class Route(Model):
    """A route that approvals take; seeded."""

    key = KeyField()
    name_zh = fields.TextField()
    name_en = fields.TextField()

    class Meta:
        table = "identity_route"
        app = "identity"


class RouteStep(Model):
    """A step of a route; ``roles`` empty: the kind of the subject says who may sign."""

    KEY: ClassVar[tuple[str, ...]] = ("route", "seq")

    route = KeyField()
    seq = fields.IntField()
    name_zh = fields.TextField()
    name_en = fields.TextField()
    roles: fields.Field[list[str]] = ArrayField("text", default=list)
    level = nullable(fields.TextField(null=True))
    mode = fields.TextField(default="any")
    need = fields.IntField(default=1)
    opinion_required = fields.BooleanField(default=False)
    deadline_h = fields.IntField(null=True)

    class Meta:
        table = "identity_route_step"
        app = "identity"


class Approval(Model):
    """Something put before signers, bound to one content hash; ``step`` of ``steps``, from 1."""

    id = fields.UUIDField(primary_key=True)
    subject_kind = fields.TextField()
    subject = fields.UUIDField()
    content_hash = fields.TextField()
    route = fields.TextField()
    org_unit = fields.UUIDField()
    title = fields.TextField()
    summary = fields.JSONField[dict[str, Any]]()
    difference = fields.JSONField[dict[str, Any]]()
    maker = fields.UUIDField()
    external_number = fields.TextField(default="")
    state = fields.TextField()
    step = fields.IntField()
    steps = fields.IntField()
    proposed_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)

    class Meta:
        table = "identity_approval"
        app = "identity"


class ApprovalStep(Model):
    """A step of an approval, copied from its route when it was proposed."""

    KEY: ClassVar[tuple[str, ...]] = ("approval", "seq")

    approval = fields.UUIDField(primary_key=True)
    seq = fields.IntField()
    name_zh = fields.TextField()
    name_en = fields.TextField()
    roles: fields.Field[list[str]] = ArrayField("text")
    level = nullable(fields.TextField(null=True))
    need = fields.IntField()
    opinion_required = fields.BooleanField()
    due_at = fields.DatetimeField(null=True)

    class Meta:
        table = "identity_approval_step"
        app = "identity"


class ApprovalSigner(Model):
    """A colleague who must sign a step by name."""

    KEY: ClassVar[tuple[str, ...]] = ("approval", "step", "staff")

    approval = fields.UUIDField(primary_key=True)
    step = fields.IntField()
    staff = fields.UUIDField()
    added_by = fields.UUIDField()
    at = fields.DatetimeField()

    class Meta:
        table = "identity_approval_signer"
        app = "identity"


class Delegation(Model):
    """One who lets another act in his seat of one approval until a date."""

    id = fields.UUIDField(primary_key=True)
    approval = fields.UUIDField()
    giver = fields.UUIDField()
    taker = fields.UUIDField()
    until = fields.DatetimeField()
    at = fields.DatetimeField()

    class Meta:
        table = "identity_delegation"
        app = "identity"


class Signature(Model):
    """A decision: in whose seat (``person``), by whose hand; a later return may annul it."""

    id = fields.UUIDField(primary_key=True)
    approval = fields.UUIDField()
    step = fields.IntField()
    person = fields.UUIDField()
    hand = fields.UUIDField()
    decision = fields.TextField()
    opinion = fields.TextField()
    content_hash = fields.TextField()
    return_to = fields.IntField(null=True)
    annulled_by = fields.UUIDField(null=True)
    at = fields.DatetimeField()

    class Meta:
        table = "identity_signature"
        app = "identity"
