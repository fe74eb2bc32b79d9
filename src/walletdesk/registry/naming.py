"""A handle as people know it: ``telegram:name`` is Telegram @name."""

from typing import Final

from walletdesk.registry.platforms import platform_of

_NAMES: Final = {  # in English, and in Chinese where that is another
    "telegram": ("Telegram", "Telegram"),
    "wechat": ("WeChat", "微信"),
    "qq": ("QQ", "QQ"),
    "weibo": ("Weibo", "微博"),
    "x": ("X", "X"),
    "whatsapp": ("WhatsApp", "WhatsApp"),
    "discord": ("Discord", "Discord"),
    "facebook": ("Facebook", "Facebook"),
    "instagram": ("Instagram", "Instagram"),
    "line": ("LINE", "LINE"),
    "kakaotalk": ("KakaoTalk", "KakaoTalk"),
    "signal": ("Signal", "Signal"),
    "skype": ("Skype", "Skype"),
    "tiktok": ("TikTok", "TikTok"),
    "douyin": ("Douyin", "抖音"),
    "youtube": ("YouTube", "YouTube"),
    "medium": ("Medium", "Medium"),
    "reddit": ("Reddit", "Reddit"),
    "github": ("GitHub", "GitHub"),
    "linkedin": ("LinkedIn", "LinkedIn"),
    "bilibili": ("Bilibili", "哔哩哔哩"),
    "zalo": ("Zalo", "Zalo"),
    "viber": ("Viber", "Viber"),
}
_WITH_AT: Final = {
    "telegram",
    "x",
    "weibo",
    "instagram",
    "tiktok",
    "youtube",
    "medium",
    "discord",
    "facebook",
}


def handle_shown(value: str, locale: str) -> str:
    """In the reader's language; without a platform, or of an unknown one, as it is written."""
    said, _, name = value.rpartition(":")
    name = name.lstrip("@")
    platform = platform_of(said) or said.casefold()
    if not platform:
        return f"@{name}" if value.startswith((":", "@")) else value
    if platform not in _NAMES:
        return value
    shown = _NAMES[platform][locale.startswith("zh")]
    return f"{shown} {'@' if platform in _WITH_AT else ''}{name}"
