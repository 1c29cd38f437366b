"""Carriers: what takes a message out of the house: an SMTP server, an HTTP gateway."""
