"""The counter 柜台: what people at a provider's counter do beside using a right.

Words       *outlet* the counter's key and its place; *scan* a code read without a net, sent when it is back
Invariant   a counter sees and changes what is its place's own, without a place its own key's
Source      docs/explanation/counter.md
"""
