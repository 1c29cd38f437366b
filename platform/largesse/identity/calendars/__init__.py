"""Calendars 节假日日历: public holidays and make-up workdays, from files of the state's notices.

Words       a *file* lists the days of a range that are not as weekends say; a *version* is a file as loaded
Invariant   no version is changed; the newest that covers a day says what that day is
Source      docs/explanation/validity.md
"""
