"""Leads 商机: clients whom their adviser should call, because of what a play met.

Words       *lead* a client, a cause and a day; it follows the client when another adviser looks after him
Invariant   one lead for each effect of a draw; who finishes it says how it went
"""
