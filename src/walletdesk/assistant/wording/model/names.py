"""Names of chains, tokens and programs in a text; and what leads somewhere: addresses, IDs, links."""

import re
from collections.abc import Iterator

# One line, one thing, by the names it goes by. A name stands for the others where languages differ.
_SAME = """
    bitcoin 比特币, ethereum 以太坊, tron 波场, solana 索拉纳, litecoin 莱特币, dogecoin 狗狗币,
    ripple 瑞波 瑞波币, tether 泰达 泰达币, cardano 艾达 艾达币, polkadot 波卡, avalanche 雪崩,
    cosmos 宇宙链, eos 柚子, polygon 马蹄 马蹄链, binance 币安, huobi 火币, okx 欧易, kucoin 库币,
    coinbase, kraken, bybit, bitget, gate, upbit, arbitrum, optimism, zksync, starknet, linea,
    scroll, mantle, fantom, sonic, gnosis, celo, moonbeam, cronos, harmony, stellar 恒星币,
    monero 门罗 门罗币, zcash 大零币, kusama, filecoin, aptos, sui, toncoin, algorand, tezos,
    hedera, vechain 唯链, kaspa, osmosis, injective, celestia, uniswap, pancakeswap, sushiswap,
    metamask 小狐狸, tokenpocket, imtoken, trezor, phantom, safepal, onekey, rabby, bitpie,
    opensea, wormhole, lightning 闪电网络, telegram 电报, whatsapp, wechat 微信, alipay 支付宝,
    facebook 脸书, twitter 推特, discord, instagram, tiktok 抖音, weibo 微博, qq, paypal, visa,
    google 谷歌, apple 苹果, android 安卓, ios, windows, macos, linux, iphone, ipad, chrome,
    safari, firefox, huawei 华为, xiaomi 小米, samsung 三星, teamviewer, anydesk, permit, permit2,
    pos, nonce 序号, gas, memo 备注, tag 标签
"""
_ONE_NAME = {name: row.split()[0] for row in _SAME.split(",") for name in row.split()}
_KNOWN = frozenset(_ONE_NAME.values())
_HAN_NAMES = re.compile(
    "|".join(
        sorted(
            (n for n in _ONE_NAME if not n.isascii() and n not in {"序号", "备注", "标签", "苹果"}),
            key=len,
            reverse=True,
        )
    )
)
_LATIN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[-/.](?=\d)[0-9]+)?(?:'[a-z]+)?|(?<![A-Za-z0-9])\d+[A-Za-z][A-Za-z0-9]*"
)
_COMMON_WORDS = """
    gate safari scroll mantle sonic harmony phantom lightning visa apple pos permit tag memo
    gas nonce tether ripple avalanche optimism cosmos stellar windows chrome rabby moonbeam
    celo tron
"""
_LOWER_NAMES = frozenset(name for name in _ONE_NAME if name.isascii()) - set(_COMMON_WORDS.split())
_EVERYWHERE = frozenset(
    {"id", "ids", "ok", "app", "i", "a", "faq", "pdf", "pin", "am", "pm", "it", "no", "us", "tx", "hash"}
)
_UNIT_TAIL = re.compile(r"\d+(?:st|nd|rd|th|s|d|h|m|k)", re.IGNORECASE)

LINK = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s\"'<>(){}\[\]\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+"
)
MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
DOMAIN = re.compile(
    r"(?<![A-Za-z0-9@.-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?:/[!-~]*)?(?![A-Za-z0-9])"
)
HANDLE = re.compile(r"(?<![A-Za-z0-9.@/])@[A-Za-z0-9_]{3,}")
# An address or transaction ID: long, in one piece. Shortened ones (0x12ab...9f0e) too.
LONG_ID = re.compile(
    r"(?<![A-Za-z0-9])(?:0x[0-9A-Fa-f]{6,}|(?=[A-Za-z0-9]*\d)(?=[0-9]*[A-Za-z])[A-Za-z0-9]{16,}|[A-Za-z0-9_-]{48,})"
    r"(?![A-Za-z0-9])"
)
SHORT_ID = re.compile(
    r"(?<![A-Za-z0-9])(?:0x)?[0-9A-Za-z]{2,12}(?:\.{2,6}|…)[0-9A-Za-z]{2,12}(?![A-Za-z0-9])"
)
_ENDS = ".,;:!?)'\"。，；：！？）"


def leads_in(text: str) -> list[str]:
    """Links, mail addresses, hosts, handles, chain addresses and IDs, as they are written."""
    found = []
    for pattern in (LINK, MAIL, DOMAIN, HANDLE, SHORT_ID, LONG_ID):
        found += [match[0].rstrip(_ENDS) for match in pattern.finditer(text)]
        text = pattern.sub(" ", text)
    return found


def without_leads(text: str) -> str:
    for pattern in (LINK, MAIL, DOMAIN, HANDLE, SHORT_ID, LONG_ID):
        text = pattern.sub(" ", text)
    return text


def names_in(text: str, *, only_known: bool = False) -> set[str]:
    """Names that a sentence must not invent, each by one word for the same thing.

    ``only_known``: those of the list, and words with figures; not every word that looks like a name.
    """
    found = {_ONE_NAME.get(name, name) for name in _named(text)}
    return {name for name in found if name in _KNOWN or _holds_figure(name)} if only_known else found


def words_in(text: str) -> set[str]:
    """All that a paragraph offers as a name: every Latin word of it, and the names in Chinese."""
    latin = {match[0].casefold().partition("'")[0] for match in _LATIN.finditer(text)}
    return {_ONE_NAME.get(word, word) for word in latin | set(_HAN_NAMES.findall(text))}


def without_names(text: str) -> str:
    """Without words that hold figures, like ERC-20 and Permit2: they count nothing."""
    return _LATIN.sub(lambda match: " " if _holds_figure(match[0]) else match[0], text)


def _holds_figure(word: str) -> bool:
    return any(sign.isdecimal() for sign in word) and not _UNIT_TAIL.fullmatch(word)


def _named(text: str) -> Iterator[str]:
    yield from _HAN_NAMES.findall(text)
    is_han = bool(re.search("[\u3400-\u9fff]", text))
    for match in _LATIN.finditer(text):
        word = match[0].partition("'")[0]
        low = word.casefold()
        if low not in _EVERYWHERE and (is_han or _is_name(word, low, _begins(text, match.start()))):
            yield low


def _is_name(word: str, low: str, begins: bool) -> bool:
    """In English: figures or more than one capital in it, a capital within a sentence, or a name we know."""
    if low in _LOWER_NAMES or _holds_figure(word) or sum(sign.isupper() for sign in word) > 1:
        return True
    return word[0].isupper() and (not begins or low in _ONE_NAME)


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins here, where everybody writes a capital."""
    before = text[:at].rstrip(" \"'(")
    return not before or before[-1] in ".:!?;"
