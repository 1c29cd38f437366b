"""Sources of events 事件来源: the bank's systems and plugins that may tell events, and their keys.

Words       *source* one such system; *key* what it signs with: shown once, renewed beside the old, stopped
Invariant   nothing of a key is kept but its id: it follows from that under the house's master key
Source      docs/explanation/events-from-outside.md
"""
