"""What platforms are called, and which of their addresses name a handle, a phone number or an app."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from walletdesk.registry.model import Kind

# canonical name -> how people write it
SAID = {
    "telegram": "telegram|tg|电报|纸飞机|飞机号",
    "wechat": "wechat|weixin|微信公众号|公众号|微信|薇信|vx",
    "qq": "qq群|qq",
    "weibo": "weibo|微博",
    "x": "twitter|推特",
    "whatsapp": "whatsapp|whats app",
    "discord": "discord",
    "facebook": "facebook|messenger|脸书",
    "instagram": "instagram",
    "line": "line",
    "kakaotalk": "kakaotalk|kakao",
    "signal": "signal",
    "skype": "skype",
    "tiktok": "tiktok",
    "douyin": "douyin|抖音",
    "youtube": "youtube",
    "medium": "medium",
    "reddit": "reddit",
    "github": "github",
    "linkedin": "linkedin",
    "bilibili": "bilibili|哔哩哔哩|b站",
    "zalo": "zalo",
    "viber": "viber",
}
_OF_ALIAS = {alias: name for name, aliases in SAID.items() for alias in aliases.split("|")}
_HOSTS = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "x.com": "x",
    "twitter.com": "x",
    "mobile.twitter.com": "x",
    "weibo.com": "weibo",
    "facebook.com": "facebook",
    "instagram.com": "instagram",
    "github.com": "github",
    "youtube.com": "youtube",
    "medium.com": "medium",
    "tiktok.com": "tiktok",
}
_BEHIND_AT = {"youtube", "medium", "tiktok"}  # there a name stands behind an @, all else is something other
_NO_NAMES = {
    "i",
    "s",
    "c",
    "n",
    "joinchat",
    "share",
    "addstickers",
    "proxy",
    "socks",
    "intent",
    "home",
    "search",
}
_NO_NAMES |= {
    "login",
    "explore",
    "hashtag",
    "channel",
    "watch",
    "groups",
    "p",
    "reel",
    "sharer",
    "iv",
    "setlanguage",
}
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{1,63}")
_APPLE = re.compile(r"/(?:[a-z]{2}/)?app/(?:[^/]+/)?id(\d{5,15})")
STORES = ("google_play", "app_store")


def platform_of(said: str) -> str | None:
    """``WeChat``, ``微信`` and ``vx`` are one platform; an unknown one keeps its own name."""
    name = said.strip().lower()
    if name in _OF_ALIAS:
        return _OF_ALIAS[name]
    return name if re.fullmatch(r"[a-z][a-z0-9_]{0,30}", name) else None


def address_of(platform: str, name: str) -> str:
    """Where a handle is found; empty for platforms whose handles have no address."""
    host = next((host for host, found in _HOSTS.items() if found == platform), "")
    if platform == "google_play":
        return f"https://play.google.com/store/apps/details?id={name}"
    if platform == "app_store":
        return f"https://apps.apple.com/app/id{name}"
    return f"https://{host}/{'@' if platform in _BEHIND_AT else ''}{name}" if host else ""


def named_by(host: str, path: str, query: str) -> Iterator[tuple[Kind, str]]:
    """What an address on a platform's host stands for, in normal form."""
    bare = host.removeprefix("www.")
    first = path.strip("/").partition("/")[0]
    if bare == "play.google.com" and path.rstrip("/") == "/store/apps/details":
        yield from ((Kind.STORE, f"google_play:{id}") for key, id in parse_qsl(query)[:1] if key == "id")
    if bare == "apps.apple.com" and (found := _APPLE.fullmatch(path.rstrip("/"))):
        yield Kind.STORE, f"app_store:{found[1]}"
    if bare == "wa.me" and first.isdigit():
        yield Kind.PHONE, f"+{first}"
    if platform := _HOSTS.get(bare):
        name = first.removeprefix("@")
        if (
            (first != name) == (platform in _BEHIND_AT)
            and _NAME.fullmatch(name)
            and name.lower() not in _NO_NAMES
        ):
            yield Kind.HANDLE, f"{platform}:{name.lower()}"
