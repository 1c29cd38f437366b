"""How a client comes in: launch token, mobile and code, demo."""
