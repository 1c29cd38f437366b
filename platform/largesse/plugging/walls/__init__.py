"""The walls around a plugin's processes: put up inside by our own code, looked at from outside by the host.

Words       *wall* one thing that the kernel keeps from a plugin; *keeper* the process between host and plugin
Invariant   modules that run in the child use the standard library alone and are loaded before it is confined;
            a wall is named only when the host saw it stand
Source      docs/explanation/plugins.md
"""
