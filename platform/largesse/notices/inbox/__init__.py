"""Notices 通知: what a client is told once, in his own list and, where he wants that, as a message too.

Words       *occasion* what a notice is about, as one right and one step before its end;
            *quiet hours* 免打扰时段
Invariant   a client is told once of an occasion; a message goes out to who wants messages, outside of the
            quiet hours, while what it says still holds; what does not go out says why
Source      docs/explanation/notices.md
"""
