"""Effects as they are authored: one module each says what an effect of an outcome grants.

Words       *effect* one thing that an outcome does, by its name in ``do``
Invariant   no effect's name stands outside its module; nothing else branches on one
Source      schemas/effects/; docs/how-to/add-an-effect.md
"""
