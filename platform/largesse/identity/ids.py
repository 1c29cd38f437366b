"""Ids of people and of what is asked for them, with their prefixes outside, for example ``stf_01jd…``."""

from typing import NewType
from uuid import UUID

STAFF, RESET, SESSION = "stf", "rst", "ses"
StaffId = NewType("StaffId", UUID)
ResetId = NewType("ResetId", UUID)
