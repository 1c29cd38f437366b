"""One web process of the bench: ``python -m tests.bench.play.server PORT``; the house's own application."""

import sys

import uvicorn

if __name__ == "__main__":
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
