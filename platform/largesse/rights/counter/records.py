"""The table of scans without a net. Constraints stand in migration rights.0020."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

OFFLINE_SCAN = "ofs"
OfflineScanId = NewType("OfflineScanId", UUID)


class OfflineScan(Model):
    """A use that a counter told of after it had no net; ``told_at`` on the house's clock.

    ``code_hint`` is what people tell it by; ``why`` it was not booked, as ``noted`` writes it;
    ``clock_off_s`` by how much the device's clock was wrong;
    ``settled_by`` staff, or the house where it was booked at once.
    """

    id = fields.UUIDField(primary_key=True)
    provider = fields.UUIDField()
    counter = fields.UUIDField()
    place = fields.UUIDField(null=True)
    scan_key = fields.TextField()
    code_hint = fields.TextField()
    entitlement = fields.UUIDField(null=True)
    units = fields.IntField()
    told_at = fields.DatetimeField()
    clock_off_s = fields.IntField()
    received_at = fields.DatetimeField()
    state = fields.TextField()
    why = fields.TextField(default="")
    redemption = fields.UUIDField(null=True, unique=True)
    settled_by = fields.UUIDField(null=True)
    settled_at = fields.DatetimeField(null=True)
    reason = fields.TextField(default="")
    org_unit = fields.UUIDField()

    class Meta:
        """Where the rows are."""

        table = "rights_offline_scan"
        app = "rights"
        unique_together = (("provider", "scan_key"),)
