"""Uploads, renditions, QR codes."""
