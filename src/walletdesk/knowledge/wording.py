"""The product's own words inside an article: names of links, what is not published, headings of branches."""

import re
from html import escape

from walletdesk.knowledge.model import Custody

_LINKS = {
    "zh-CN": {
        "verify": "官方渠道核验页",
        "portal": "我的会话",
        "report": "举报冒充页",
        "download": "官方下载页",
        "status": "系统状态页",
        "complaint": "投诉页",
        "tx_check": "交易查询页",
        "freeze": "冻结账户页",
        "crisis": "求助热线",
    },
    "en": {
        "verify": "the check page",
        "portal": "your conversations",
        "report": "the report page",
        "download": "the official download page",
        "status": "the status page",
        "complaint": "the complaints page",
        "tx_check": "the transaction check",
        "freeze": "the freeze page",
        "crisis": "the crisis line",
    },
}
# What a step says where there is no such page: it must still tell what to do, and send nobody searching.
_WITHOUT = {
    "zh-CN": {
        "report": "我们的客服",
        "status": "应用里的公告",
        "complaint": "我们的客服",
        "tx_check": "钱包里能打开的区块浏览器",
        "freeze": "应用里的账户安全设置",
        "crisis": "当地的急救电话",
    },
    "en": {
        "report": "our support",
        "status": "the notices in the app",
        "complaint": "our support",
        "tx_check": "the block explorer that your wallet opens",
        "freeze": "the account's security settings in the app",
        "crisis": "your local emergency number",
    },
}
_NOT_PUBLISHED = {
    "zh-CN": "{name}（这里没有公布，请转人工）",
    "en": "{name} (not published here; ask a person)",
}
_QUOTED = {"zh-CN": "《{title}》", "en": "“{title}”"}
_FOOT = {
    "zh-CN": "* 这一句还没有对照一手资料核对，或由钱包公司的规定决定。",
    "en": "* Not yet checked against a primary source, or set by the wallet company.",
}
_BRANCHES = {
    "zh-CN": {
        Custody.SELF_CUSTODY: "靠一组单词（助记词）或私钥进钱包的",
        Custody.CUSTODIAL: "用邮箱或手机号登录的",
        Custody.ANY: "",
    },
    "en": {
        Custody.SELF_CUSTODY: "If a list of words (recovery phrase) or a private key opens your wallet",
        Custody.CUSTODIAL: "If you sign in by e-mail or phone",
        Custody.ANY: "",
    },
}


_LOOSE = re.compile(r" ?(\{(?:link|article):[^}]*\}) ?|(\[\^\w+\]) ")


def closed_up(text: str, locale: str) -> str:
    """Chinese has no blanks beside the words that a variable stands for, nor after a mark."""
    return _LOOSE.sub(r"\1\2", text) if _in(locale) == "zh-CN" else text


def _in(locale: str) -> str:
    return "zh-CN" if locale.startswith("zh") else "en"


def link_name(name: str, locale: str) -> str:
    return _LINKS[_in(locale)][name]


def without_link(name: str, locale: str) -> str:
    """In place of a link that this installation has not: words that make the same sentence."""
    return _WITHOUT[_in(locale)].get(name) or link_name(name, locale)


def not_published(name: str, locale: str) -> str:
    return _NOT_PUBLISHED[_in(locale)].format(name=name)


def quoted(title: str, locale: str) -> str:
    return _QUOTED[_in(locale)].format(title=title)


def foot_line(locale: str) -> str:
    return _FOOT[_in(locale)]


def branch_heading(custody: Custody, locale: str) -> str:
    return _BRANCHES[_in(locale)][custody]


PICTURES = "/help/pictures"
WIDEST, HIGHEST = 720, 560  # pixels of the page


def image(says: str, name: str, width: str, height: str) -> str:
    """With its size, so that nothing jumps when it comes; a tall screenshot must not fill three screens."""
    wide, high = int(width), int(height)
    shrunk = min(1.0, WIDEST / wide, HIGHEST / high)
    size = f'width="{max(1, round(wide * shrunk))}" height="{max(1, round(high * shrunk))}"'
    return f'<img src="{PICTURES}/{name}" alt="{escape(says.strip())}" {size} loading="lazy">'


def anchor(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>'
