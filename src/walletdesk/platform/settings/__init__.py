"""What an operator may set: a TOML file, then the environment. Read once, checked once, passed on as a value.

``WALLETDESK_CONFIG`` names the file; ``WALLETDESK_HTTP__PORT=9000`` sets ``port`` of ``[http]``.
"""

from walletdesk.platform.settings.check import check
from walletdesk.platform.settings.findings import Finding, SettingsError
from walletdesk.platform.settings.keys import KeyUnusable, is_private, secret_from, secret_key
from walletdesk.platform.settings.load import load, load_text
from walletdesk.platform.settings.schema import (
    AttachmentSettings,
    BotSettings,
    ChainSettings,
    ConnectorSettings,
    CustodyMode,
    DatabaseSettings,
    DkimSettings,
    FieldSettings,
    FormSettings,
    HttpSettings,
    IdentitySettings,
    InboxSettings,
    IssuerSettings,
    LimitSettings,
    LogSettings,
    MailInSettings,
    MailSettings,
    PushSettings,
    RoutingSettings,
    Settings,
    TurnSettings,
    TwilioSettings,
    ValkeySettings,
    VoiceSettings,
)

__all__ = [
    "AttachmentSettings",
    "BotSettings",
    "ChainSettings",
    "ConnectorSettings",
    "CustodyMode",
    "DatabaseSettings",
    "DkimSettings",
    "FieldSettings",
    "Finding",
    "FormSettings",
    "HttpSettings",
    "IdentitySettings",
    "InboxSettings",
    "IssuerSettings",
    "KeyUnusable",
    "LimitSettings",
    "LogSettings",
    "MailInSettings",
    "MailSettings",
    "PushSettings",
    "RoutingSettings",
    "Settings",
    "SettingsError",
    "TurnSettings",
    "TwilioSettings",
    "ValkeySettings",
    "VoiceSettings",
    "check",
    "is_private",
    "load",
    "load_text",
    "secret_from",
    "secret_key",
]
