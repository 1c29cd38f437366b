"""Finding records: each room says how its own are found; search box and fields that choose ask here.

Words       a *kind* is a noun of the console: ``product``, ``client`` …; *found* is a record in a line;
            *offered* are those that may be chosen anew
Invariant   nobody finds, counts or names what lies outside his reach, or what no operation of his shows
Source      docs/explanation/finding.md
"""
