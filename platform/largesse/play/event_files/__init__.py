"""Files of events 事件文件: what a system cannot send by itself, a person brings as a table.

Words       *file* waiting -> reading -> done | refused; a row's *verdict* is what became of its event, or why
            it is none: a cell that cannot be read
Invariant   a row is an event of the file's source, taken as if the source had sent it: once by its id
Source      docs/how-to/send-events.md
"""
