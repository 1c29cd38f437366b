"""Scans 扫码: the codes of places, as staff shows them and as clients scan or type them."""
