"""Finds passwords by the word before or after them. Talk about them, and questions, are never stopped.

What follows "the password is" counts as one only if it looks like one: digits, signs or capitals in it, or
a single word that somebody put behind a colon or into quotation marks. The browser uses the same patterns.
"""

import re
from collections.abc import Iterator

from walletdesk.safety import words
from walletdesk.safety.model import Finding, Kind

HINTS = (
    *("密", "蜜码", "mima", "口令", "pasw", "pass", "pw", "pin", "contrase", "clave", "passe"),
    *("비밀번호", "パスワード", "暗証"),
)
_FLAGS = re.IGNORECASE | re.ASCII  # what browsers understand by letters and digits
_NAMES = (
    "(?:[密蜜][码碼马]|mima|口令|支付[码碼]|pin ?[码碼]"
    "|(?<![a-z_/-])(?:pas{1,2}w?[or]{1,3}ds?|pass ?(?:codes?|phrases?)|passwd|pwd)(?![a-z_/-])"
    "|\\b(?:pass|pw)(?= ?[:：=])|\\bpin(?: code| number)?\\b|contrase[nñ]a|\\bclave\\b|mot de passe"
    "|비밀번호|パスワード|暗証番号)"
)
_QUOTE = "[\"'`“”‘’「」『』【】«»*]"
_ASIDE = "(?:\\([^)]{0,20}\\)|（[^）]{0,12}）)"
_SUBJECT = (
    "(?:[\u3400-\u9fff]{1,5}?(?=[改设][成为])|[\u3400-\u9fff]{1,3}[设用]的"
    "| (?:that )?i (?:use|used|set|chose|have|had|entered))"
)
_SAYS = (
    "(?:现在|之前|以前|应该|一直|好像|都|也)?(?:就是|改[成为了]{1,2}|设[成为置了]{1,3}|用的是|叫做?|[是为為係])"
    "|给[你您]|我设的|\\b(?:is|was|are|should be|now|es|est|to|as|when i type)\\b|, "
)
_LINK = (  # blanks follow something each time: shared out among three places, a page of them takes hours
    f"{_QUOTE}{{0,2}}[ \\t]*(?:{_ASIDE}[ \\t]*)?(?:{_SUBJECT}[ \\t]*)?"
    f"(?:(?<sign>[:：=＝]|->|→)|(?<says>{_SAYS}))[ \\t\\r\\n:：=]*(?<quote>{_QUOTE})?"
)
_VALUE = "(?<value>[!-~]{4,64})"
_OWNER = "(?:(?:my|the|our|its|his|her|我们?的?|他的|这个?)[ \\t]*)?"
_WHICH = "(?:[a-z]+ |登[录陆]|支付|钱包|交易|账[户号]|邮箱|资金|解锁|新|旧){0,2}"
BEHIND = f"{_NAMES}{_LINK}{_VALUE}"
BESIDE = f"{_NAMES}(?:(?<=[码碼马令])|[ 　])[ 　]?(?<sign>)(?<says>)(?<quote>{_QUOTE})?{_VALUE}"
BEFORE = (
    f"(?<![!-~]){_VALUE}[ \\t,，]*(?:\\b(?:is|was)\\b"
    f"|这?个?就?[是为]|这是|=|—|-)[ \\t]*(?<sign>)(?<says>)(?<quote>)"
    f"{_OWNER}{_WHICH}{_NAMES}"
)
UNITS = (
    "[ \\t]*(?:[位个個字次天分秒种到至]|char|digit|letter"
    "|symbol|time|minute|hour|day|attempt|or more|number|word"
    "|and up|\\+)"
)
ASKS = "[\"'”’」]?[ \\t]*(?:[吗嘛么?？]|对不对|行不行|可以吗|是不是)"
ENDS = "[\"'”’」*`]?[ \\t]*(?:$|[\\n\\r。，,.;；!！)）]|[\u3400-\u9fff])"
NO_VALUE = (
    "^(?:[*•·.xX_#?-]+|[<{\\[(].*[>}\\])]|(?:https?|www)\\b.*|[^@]+@[^@]+\\.[a-z]{2,6}|.*\\?"
    "|(?:web|trc|erc|bep|sha|aes|bip|base|ios|android|win(?:dows)?|iphone|h|mp|usdt?|md|v|utf)-?\\d+[^ ]*|2fa"
    "|v?\\d+(?:\\.\\d+)+|\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-~–]\\d{1,3})$"
)
SIGNS = "[A-Za-z][!@#$%^&*+~]+[A-Za-z]|[!@#$%^&*]$|^[@#$%^&*][0-9A-Za-z]|^[a-z]{3,}(?:-[a-z]{3,}){2,}$"
OPENING = "/.([{<>,;:|`\\"
TRIMMED = "\"'`“”‘’「」『』【】«»*\\,;"
PLAIN = words.PLAIN
SHORTEST, SHORTEST_BESIDE = 4, 6


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(
        pattern.replace("(?<", "(?P<").replace("(?P<!", "(?<!").replace("(?P<=", "(?<="), _FLAGS
    )


_PATTERNS = tuple(compiled(each) for each in (BEHIND, BESIDE, BEFORE))
_UNITS, _ASKS, _ENDS, _NO_VALUE = map(compiled, (UNITS, ASKS, ENDS, NO_VALUE))
_SIGNS = re.compile(SIGNS)


def find(text: str) -> list[Finding]:
    lower = text.lower()
    return list(_found(text)) if any(hint in lower for hint in HINTS) else []


def _found(text: str) -> Iterator[Finding]:
    done = -1
    for at, pattern in enumerate(_PATTERNS):
        for said in pattern.finditer(text):
            start, end = said.span("value")
            if start > done and _is_password(text, said, is_beside=at > 0):
                done = end
                yield Finding(Kind.PASSWORD, start, end)


def _is_password(text: str, said: re.Match[str], *, is_beside: bool) -> bool:
    end, value = said.end("value"), said["value"].strip(TRIMMED)
    core = value.rstrip(".!?)")
    if len(value) < SHORTEST or _NO_VALUE.search(value) or _NO_VALUE.search(core):
        return False
    if _ASKS.match(text, end) or _UNITS.match(text, end):
        return False
    if _looks_made_up(core):
        return not is_beside or len(core) >= SHORTEST_BESIDE or _is_pin(said[0], core)
    return not is_beside and _is_lone_word(text, said, core)


def _is_pin(said: str, value: str) -> bool:
    return value.isdigit() and (said.lower().startswith("pin") or "口令" in said)


def _looks_made_up(value: str) -> bool:
    """Digits, signs or capitals among the letters, digits alone, or words strung together."""
    if value[:1] in OPENING or value.lower() in PLAIN:
        return False
    if any(map(str.isdigit, value)):
        return True
    is_camel = value.isalpha() and not value.isupper() and any(map(str.isupper, value[1:]))
    return is_camel or _SIGNS.search(value) is not None


def _is_lone_word(text: str, said: re.Match[str], value: str) -> bool:
    """``password: sunshine``, ``密码是sunshine。``; "the password is wrong" says no password."""
    if not value.isalpha() or len(value) < SHORTEST or value.lower() in PLAIN:
        return False
    named = said["sign"] or said["quote"] or not said["says"].isascii()
    return bool(named) and _ENDS.match(text, said.end("value")) is not None
