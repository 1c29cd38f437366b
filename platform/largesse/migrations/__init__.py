"""Migrations, one package per room.

``ROOMS`` names the rooms, bottom floor first, so that the schema can be looked at and brought up to date without
loading the house; tests/unit/cli/test_light.py holds it to the house's own list.
"""

ROOMS = (
    "store",
    "identity",
    "media",
    "plugging",
    "audience",
    "notices",
    "rights",
    "activities",
    "play",
    "settlement",
    "insight",
    "openplatform",
)
