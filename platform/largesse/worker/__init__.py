"""The worker process: relay, ticker and arq, which only wakes the drains; the tables are the truth.

Words       relay, drain, tick
Source      docs/explanation/outbox.md
"""

from largesse.worker.main import run_worker

__all__ = ["run_worker"]
