"""Finds one-time codes by the words around a few digits. Talk about codes, and questions, are never stopped.

The browser uses the same patterns.
"""

from collections.abc import Iterator

from walletdesk.safety.model import Finding, Kind
from walletdesk.safety.passwords import compiled

HINTS = ("码", "碼", "口令", "code", "otp", "2fa", "mfa", "验证器", "驗證器", "authenticat", "yzm")
_KINDS_ZH = (
    "[验驗][证證正]|校[验驗]|动态|動態|短信|手机|手機|邮箱|郵箱|谷歌|一次性|二次|二级|安全|授权|授權|登[录錄陆]"
    "|确认|確認|备用|備用|[四五六八4568]位数?的?"
)
_KINDS_EN = (
    "verif[a-z]{3,9}n|security|log-?in|sign-?in|sms|text|2fa"
    "|mfa|two-factor|authenticat(?:or|ion)|one[- ]time|auth"
    "|confirmation|otp|access|e-?mail|phone|backup|google|totp"
    "|device|6[- ]digit|six[- ]digit|4[- ]digit|withdrawal"
)
_NAMES = (
    f"(?:(?:{_KINDS_ZH}){{1,3}}(?:密[码碼]|口令|[码碼])|(?:谷歌|身份)?[验驗][证證]器上?[码碼]?|收到的(?:数字|一串)?[码碼]|yzm"
    f"|\\b(?:{_KINDS_EN})(?: (?:verification|security|login|sms|auth|authenticator))?[ -]"
    "(?:pass)?(?:codes?|words?|pins?|tokens?|numbers?)\\b"
    "|\\b(?:otp|totp|2fa|mfa|google authenticator|authenticator(?: app)?)\\b)"
)
_VALUE = (
    "(?<value>(?:[A-Z]{1,2}-)?\\d{3}[ -]\\d{3,4}|(?:[A-Z]{1,2}-)?\\d{4,8}"
    "|(?=[A-Z0-9]{0,7}\\d)(?=[A-Z0-9]{0,7}[A-Z])[A-Z0-9]{6,8})(?![0-9A-Za-z_]|[.:-]\\d| ?%)"
)
_ASIDE = "[(（][^)）]{0,12}[)）]"
_WORDS = (
    "[:：=＝]|->|是|为|為|就是|显示的?|收到的?|发来的?|填的?|(?:现在|刚才|刚刚|这次)的?|[,，]"
    "|\\b(?:is|was|are|reads?|says?|shows?|i (?:got|received|have)|of|came|now|what next)\\b"
)
_LINK = (  # blanks follow something each time, as in passwords
    f"[\"'”’」】*]{{0,2}}[ \\t]*(?:{_ASIDE}[ \\t]*)?(?:(?:{_WORDS})[ \\t]*)*(?:(?:\\n[:：]?|[:：])[ \\t]*)?"
    "[\"'“‘「【*]{0,2}"
)
BEHIND = f"{_NAMES}{_LINK}{_VALUE}"
BEFORE = (
    f"(?<![0-9A-Za-z_.,/:#-]){_VALUE}[\"'”’」】*]{{0,2}}[ \\t,，]*(?:[(（]"
    f"|这个?|就?[是为]|\\bis\\b|\\bas\\b|=|-|—)[ \\t]*"
    f"(?:(?:my|the|your|our|a|an|我的?|你的?|您的?|本次|刚收到的?)[ \\t]*)?(?:[a-z]{{2,16}} ){{0,2}}{_NAMES}"
)
BARE = (
    "(?:(?:my|the|this|your) code(?: (?:i got|i received"
    "|they sent(?: me)?))?(?:[ ,]*(?:is|was|and i (?:told|gave|sent)"
    " (?:him|her|them|you|it)))?:? ?"
    "|(?:^|[\\n,.，。!！?？] ?)code ?[:：] ?"
    f"|(?:我|刚|才|短信|手机|邮箱)[^。！？!?\\n]{{0,6}}收到(?:的"
    f"|了)?(?:一个)?(?:数字|[码碼]|[6六]位数?)?[是为：: ]{{0,3}}){_VALUE}"
)
UNITS = (
    "[ \\t]*(?:[位秒次条個个元块天年月号笔]|分钟|小时|usdt?|digits?\\b|seconds?|minutes?|times?|hours?|days?)"
)
ASKS = "[ \\t]*(?:[吗嘛]|对不对)"
FAULT = "error|错误|報錯|报错|故障|fault|exception|失败代码|status|[zZ]ip|promo|invit|referral|area"
YEAR = "^20[0-3][0-9]$"
LINKED = "[:：=是为為]|is "

_PATTERNS = tuple(compiled(each) for each in (BEHIND, BEFORE, BARE))
_UNITS, _ASKS, _FAULT, _YEAR, _LINKED = map(compiled, (UNITS, ASKS, FAULT, YEAR, LINKED))


def find(text: str) -> list[Finding]:
    lower = text.lower()
    return list(_found(text)) if any(hint in lower for hint in HINTS) else []


def _found(text: str) -> Iterator[Finding]:
    done = -1
    for pattern in _PATTERNS[: 2 if _FAULT.search(text) else 3]:
        for said in pattern.finditer(text):
            start, end = said.span("value")
            if start > done and _is_code(text, said["value"], start, end):
                done = end
                yield Finding(Kind.OTP, start, end)


def _is_code(text: str, value: str, start: int, end: int) -> bool:
    if value != value.upper() or _UNITS.match(text, end) or _ASKS.match(text, end):
        return False
    return not _YEAR.search(value) or _LINKED.search(text, max(0, start - 4), start) is not None
