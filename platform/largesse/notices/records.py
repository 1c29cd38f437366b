"""Messages as rows; constraints in notices.0001 and 0002."""

from typing import Literal, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

MESSAGE = "msg"
MessageId = NewType("MessageId", UUID)
State = Literal["waiting", "in_tray", "sent", "failed"]


class Message(Model):
    """A message to a client; recipient and text are sealed, the hint is the masked recipient.

    ``why`` notes the last trouble with carrying it; of a message that failed, why it did.
    """

    id = fields.UUIDField(primary_key=True)
    channel = fields.TextField()
    recipient_sealed = fields.TextField()
    recipient_hint = fields.TextField()
    template = fields.TextField()
    body_sealed = fields.TextField()
    locale = fields.TextField()
    state = fields.TextField()
    at = fields.DatetimeField()
    org_unit = fields.UUIDField(null=True)
    why = fields.TextField(default="")

    class Meta:
        table = "notices_message"
        app = "notices"
