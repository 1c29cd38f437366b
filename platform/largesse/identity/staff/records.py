"""Staff as rows; constraints in migration identity.0001. Without a password its hash is empty."""

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model


class Staff(Model):
    """A member of staff."""

    id = fields.UUIDField(primary_key=True)
    number = fields.TextField()
    email = fields.TextField()
    name = fields.TextField()
    name_en = fields.TextField(default="")
    mobile_work = fields.TextField(default="")
    unit = fields.UUIDField()
    roles: fields.Field[list[str]] = ArrayField("text")
    state = fields.TextField(default="active")
    password_hash = fields.TextField()
    password_set_at = fields.DatetimeField()
    must_change_password = fields.BooleanField(default=False)  # of the version before; nothing reads it
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField()
    version = fields.IntField(default=1)

    class Meta:
        table = "identity_staff"
        unique_together = (("number",), ("email",))
        app = "identity"
