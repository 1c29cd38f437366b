"""Pictures that staff put on pages.

Words       *picture* a file drawn anew as WebP, nothing hidden in it, addressed by its SHA-256
Invariant   only what stands in ``media_picture`` is shown; the bytes behind an address never change
Source      docs/explanation/rendering.md
"""
