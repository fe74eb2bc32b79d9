"""What a ranking may lead to: danger needs its own words, and a choice is between at least two.

The ranker compares letters; half of "didn't arrive" is half of "didn't make". So an article of danger is
opened only for words of danger, and for words of loss alone it is one choice among others.
"""

import re
from collections.abc import Collection, Sequence

from walletdesk.assistant.model.danger import danger_in
from walletdesk.assistant.model.reading import plain

NOT_ARRIVED = ("tx-pending", "exchange-not-credited", "incoming-not-received")
LOST = ("stolen-funds", "incoming-not-received", "token-not-shown")
_CRY = 60  # characters: whoever cries out again is brief

_DANGER = re.compile(
    r"盗|偷|骗|诈|抢走|黑客|黑了|假|冒充|自称|可疑|陌生|钓鱼|木马|病毒|洗劫|划走|转走|转空|泄[露漏]|多签|解冻|保证金"
    r"|共享屏幕|远程|私[聊信]|官方|客服|真的|是真|靠谱|举报|安全账户|不是我|我没操作|没经过我|自己转"
    r"|助记词|私[钥匙锁]|单词|是不是你们"
    r"|\b(?:scam|fraud|fake|phish|hack|steal|stol|thie[fv]|rob(?:bed|s|bing)?\b|drain|swe[ep]|rug(?:ged)?\b"
    r"|compromis"
    r"|leak|emptied|suspicio|impost|imperson|pretend|malware|virus|blackmail|legit|trust|remote|official|report\b)"
    r"|\b(?:seed|recovery|private|secret)\b.{0,4}\b(?:phrase|phase|key|words?)|\b(?:12|24) words"
    r"|\bwithout (?:my|me)\b|\b(?:someone|somebody|stranger|support|admin|agent)\b.{0,30}\b(?:me|my)\b"
    r"|\b(?:is|was) (?:this|it|he|that) (?:really )?(?:you|yours|real)\b|\breally (?:from )?you\b"
    r"|\bunlock fee\b|\b(?:validate|verify)\b|\bfrom your (?:company|team|side)\b"
    r"|\bclaims? to be\b|\b(?:is|are) .{0,20}\byours\b|\bfrozen\b|\brelease\b"
)
_LOSS = re.compile(
    r"(?:没|不见|丢|消失|空)了|去哪(?:了|里了|儿了)|(?:币|钱|u|usdt|trx|eth|btc)(?:呢|在哪)"
    r"|\b(?:gone|missing|lost|disappeared|dissapeared|vanished|empty)\b"
    r"|\bwhere (?:\w+ ){0,4}(?:money|coins?|usdt|crypto|funds)\b"
)
_MONEY = re.compile(
    r"[币钱]|余额|资产|(?<![a-z])u(?![a-z])|usdt|usdc|trx|eth|btc|\b(?:money|coins?|crypto|funds|balance|tokens?)\b"
)
_MOVED = re.compile(
    r"充|转[账帐出了到给过的丢]|转\d|提[币现了]|发[出了]|打款|到[账帐]|"
    r"\b(?:sent|send|sended|deposit\w*|transf\w*|tra\w*fer\w*|withdr\w*|pending|arriv\w*|ariv\w*|rec(?:ie|ei|i|e)v\w*)\b"
)
_LATE = re.compile(
    r"(?:没|不|未|没有)(?:有)?(?:到[账帐]?|收到|来|动静|进来)|到[账帐]|收不到|"
    r"\b(?:not|nt|didn'?t|didnt|doesn'?t|hasn'?t|havent|haven'?t|never|no|still|yet|pending|hours?|where)\b"
)


def speaks_of_danger(text: str) -> bool:
    """In words that only danger has; without them no ranking may cry theft."""
    return danger_in(text) is not None or bool(_DANGER.search(plain(text)))


def tells_of_loss(text: str) -> bool:
    """Money is gone, nobody says how."""
    said = plain(text)
    return bool(_LOSS.search(said) and _MONEY.search(said))


def may_be_danger(text: str) -> bool:
    return speaks_of_danger(text) or tells_of_loss(text)


def tells_of_late_money(text: str) -> bool:
    """Something was sent and has not come; from where to where is not told."""
    said = plain(text)
    return bool(_MOVED.search(said) and (_LATE.search(said) or _LOSS.search(said)))


def is_brief(text: str) -> bool:
    return len(text.strip()) <= _CRY


def likely(text: str, found: Sequence[str], *, weak: Collection[str] = ()) -> tuple[str, ...]:
    """The topics to choose from, of those that were found close: siblings are offered together.

    ``weak``: articles of danger that nobody named; they come last and lead to nothing.
    """
    siblings: tuple[str, ...] = ()
    if tells_of_late_money(text) or (len(found) == 1 and found[0] in NOT_ARRIVED):
        siblings = NOT_ARRIVED
    elif tells_of_loss(text):
        siblings = LOST
    if found and found[0] not in (*siblings, *weak):
        siblings = ()
    return tuple(dict.fromkeys((*siblings, *sorted(found, key=lambda topic: topic in weak))))
