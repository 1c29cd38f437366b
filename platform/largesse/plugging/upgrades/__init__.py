"""Another version of an installed plugin: offered, tried beside the running one, switched to, gone back from.

Invariant   the old version runs until the new one was tested with the configuration that it gets; the switch
            is one commit; calls under way end on the old process; what it asks for beyond is agreed to first
Source      docs/explanation/plugins.md
"""
