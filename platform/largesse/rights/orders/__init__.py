"""Orders 履约单 at providers: sent after the commit, asked after while their outcome is unknown.

Invariant   one live order per right; unknown is queried, never taken for success or failure
Source      docs/explanation/fulfilment.md
"""
