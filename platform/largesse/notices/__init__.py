"""Messages to clients.

Words       channel (sms, email, wechat, wecom, bank_app, or a bank's own) -> carrier (smtp, http,
            an extension) -> message; tray: where messages stay that nothing carries, outside production
Invariant   recipient and text are sealed at rest; screens open them in demo mode only
Source      docs/explanation/audience.md, docs/how-to/{send-codes-to-clients,add-a-notification-channel}.md
"""
