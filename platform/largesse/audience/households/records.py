"""Members and invitations as rows; constraints in migration audience.0005_households."""

from tortoise import fields
from tortoise.models import Model


class Member(Model):
    """A client in a household, from one instant to another; ``guardian`` consented for a child."""

    id = fields.UUIDField(primary_key=True)
    household = fields.UUIDField()
    customer = fields.UUIDField()
    role = fields.TextField()
    source = fields.TextField()
    agreed = fields.TextField(default="own")
    guardian = fields.UUIDField(null=True)
    joined_at = fields.DatetimeField()
    left_at = fields.DatetimeField(null=True)
    left_why = fields.TextField(default="")

    class Meta:
        table = "audience_member"
        app = "audience"


class Invitation(Model):
    """An invitation by the payer; its code is worked out from its id, and only an index of it is kept."""

    id = fields.UUIDField(primary_key=True)
    household = fields.UUIDField()
    inviter = fields.UUIDField()
    code_index = fields.TextField()
    guardian = fields.BooleanField(default=False)
    state = fields.TextField(default="open")
    invited = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    answered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "audience_invitation"
        unique_together = (("code_index",),)
        app = "audience"
