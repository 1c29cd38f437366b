"""Scans 扫码: the codes of an activity's places, as staff shows them to clients."""
