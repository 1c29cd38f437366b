"""Notices as rows; constraints in notices.0003 and 0004: one of an occasion for a client."""

from typing import Any, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

NOTICE = "ntc"
NoticeId = NewType("NoticeId", UUID)


class Notice(Model):
    """What a client is told; ``kind`` is the key of its words, ``facts`` what they speak of.

    ``right`` is what it leads to. After ``until`` it has lost its use. ``message`` says how its message
    stands: waiting until ``send_at``, handed to the channel, dropped, ``why`` says for what reason, or
    shown: it has none of its own.
    """

    id = fields.UUIDField(primary_key=True)
    client = fields.UUIDField()
    org_unit = fields.UUIDField()
    kind = fields.TextField()
    occasion = fields.TextField()
    facts = fields.JSONField[dict[str, Any]]()
    right = fields.UUIDField(null=True, source_field="entitlement")
    at = fields.DatetimeField()
    until = fields.DatetimeField()
    send_at = fields.DatetimeField()
    message = fields.TextField(default="waiting")
    why = fields.TextField(default="")
    read_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "notices_notice"
        app = "notices"
        unique_together = (("client", "occasion"),)
