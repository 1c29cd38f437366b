"""The shapes of the house: JSON Schema is their single source, types are generated from it.

Words       *schema name* file name without ``.schema.json`` (``activity.v1``, ``widgets/hero.v1``);
            *finding* one place where a document leaves its schema
Invariant   a committed generated file equals what the generator writes now
Source      schemas/; docs/reference/schemas.md
"""
