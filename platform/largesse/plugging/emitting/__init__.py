"""Events that a plugin tells by itself, handed to the room that judges and keeps them."""
