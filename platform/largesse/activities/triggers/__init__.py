"""Triggers as they are authored: one module each, named as the trigger with ``_`` for its dots.

Words       *trigger* what starts a play, by its name in ``on.kind``
Invariant   no trigger's name stands outside its module; nothing else branches on one
Source      schemas/triggers/; docs/how-to/add-a-trigger.md
"""
