"""Calls of plugins and from them: policy, breaker, outcome, callbacks."""
