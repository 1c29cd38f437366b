"""JSON-Schema registry and the types generated from schemas/."""
