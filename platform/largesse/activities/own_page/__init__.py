"""A client's own page: a document like an activity's, of components, that belongs to no activity.

Invariant   nothing of a client is in it; each component asks for its client's own once the page stands
Source      docs/explanation/rendering.md
"""
