"""One web process of the bench: ``python -m tests.bench.play.server PORT``; the house's own application."""

import sys
from dataclasses import replace

import uvicorn
from tests.bench.play.load import DOCUMENT

from largesse.app import ROOMS, App, serving
from largesse.cli.web import Beating
from largesse.play.groups import fast
from largesse.play.room import ROOM as PLAY
from largesse.web.protocol import bounded

NOBODY = -1  # listens to its heartbeats
HEADER_S = 10.0


def with_document() -> App:
    """Build the house with the bench's document among the compiled ones."""
    compiled = fast.of_documents({fast.mark_of(DOCUMENT): DOCUMENT})
    play = replace(PLAY, client=replace(PLAY.client, compiled=lambda: compiled))
    return App([play if room is PLAY else room for room in ROOMS])


if __name__ == "__main__":
    config = uvicorn.Config(
        serving(with_document()),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        loop="uvloop",
        http=bounded(HEADER_S),
        log_level="warning",
        access_log=False,
        server_header=False,
    )
    Beating(config, NOBODY).run()
