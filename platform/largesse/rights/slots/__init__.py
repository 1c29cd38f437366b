"""Slots 时段: what opening hours and exceptions give, and how many places of each are taken.

Words       *hours* wall-clock rules of a resource; *exception* a closed or an extra day; *slot* free,
            busy-tentative, busy, busy-unavailable (FHIR); a slot is a row once somebody touched it
Invariant   held + booked + blocked <= capacity + beyond; used slots of one resource do not overlap
Source      docs/explanation/booking.md
"""
