"""What the house is told of agents."""

from typing import Any

from largesse.rights.agents.records import Agent
from largesse.store.work import Tx

CHANGED = "rights.agent_changed.v1"


def tell(tx: Tx[Any], agent: Agent) -> None:
    """Tell the house how the naming of an agent stands."""
    payload = {
        "agent": str(agent.id),
        "holder": str(agent.holder),
        "client": str(agent.agent) if agent.agent else None,
        "scope": agent.scope,
        "state": agent.state,
        "expires_at": agent.expires_at.isoformat(),
        "at": tx.now.isoformat(),
    }
    tx.emit(CHANGED, str(agent.id), payload)
