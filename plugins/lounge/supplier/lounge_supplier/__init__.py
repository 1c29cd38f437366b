"""The lounge: a separate company's program with its own store; the demo's and the tests' supplier.

It knows nothing of the platform but a partner's key, a notify address per order and how to sign.
"""
