"""Messages to clients.

Words       channel (sms, wechat, wecom, bank_app, or a bank's own) -> template -> message; tray: where
            messages stay that no channel of the bank carries
Invariant   recipient and text are sealed at rest; screens open them in demo mode only
Source      docs/explanation/audience.md, docs/how-to/add-a-notification-channel.md
"""
