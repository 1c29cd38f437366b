"""Plugin host: discover, install, configure and call providers' plugins, each in a process of its own.

Words       *plugin* code of a partner; *installation* a plugin set up for an org unit; *capability* what it
            offers; *call* one targeted method; *child* its process
Invariant   nothing of a plugin is imported here; a call says what it knows and never guesses
Source      docs/explanation/plugins.md
"""
