"""Plugin host: the only room that knows pluggy and the SDK."""
