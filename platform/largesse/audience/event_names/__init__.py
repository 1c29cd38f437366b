"""Names of events 事件名: what other systems may tell, what it carries, of which family of products it is.

Words       *declared* listed in regulated.json, or by staff; what staff declare of a listed name replaces it
Invariant   an event whose name, or a value whose name nobody declared, never counts
Source      docs/explanation/events-from-outside.md
"""
