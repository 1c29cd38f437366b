"""One web process of the bench: ``python -m tests.bench.play.server PORT``; the house's own application."""

import sys

import uvicorn
from tests.bench.play.load import DOCUMENT

from largesse.play.groups import fast

if __name__ == "__main__":
    fast.FAST.update(fast.of_documents({fast.mark_of(DOCUMENT): DOCUMENT}))
    uvicorn.run(
        "largesse.app:web_app",
        factory=True,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        log_level="warning",
        access_log=False,
    )
