"""Messages to clients.

Words       channel (sms, wechat, wecom, bank_app) -> template -> message; tray: where the demo shows messages
Invariant   recipient and text are sealed at rest; the tray opens them in demo mode only
Source      docs/explanation/audience.md
"""
