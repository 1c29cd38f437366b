"""`largesse demo`: seed the demo data, through the rooms' own use cases; a second run changes nothing."""

import asyncio
import json
import os
import sys

from largesse.cli.loading import loading
from largesse.embedded.refusals import DemoInProduction
from largesse.kernel.settings import settings


def command() -> None:
    """Seed people, providers, rights, activities and a statement; prints what was made as JSON."""
    if settings().production:
        raise DemoInProduction
    with loading():
        from largesse.app import demo

    password = os.environ.get("LARGESSE_DEMO_PASSWORD", "")
    if not password:
        sys.exit("LARGESSE_DEMO_PASSWORD is empty: `largesse up` sets it")
    print(json.dumps(asyncio.run(demo(password))))
