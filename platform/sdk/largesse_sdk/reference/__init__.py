"""Written from the contracts: JSON Schemas of the protocol and the reference page of hooks."""
