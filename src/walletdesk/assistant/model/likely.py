"""What a ranking may lead to: danger needs its own words, and a choice is between at least two.

The ranker compares letters; half of "didn't arrive" is half of "didn't make". So an article of danger is
opened only for words of danger, and for words of loss alone it is one choice among others.
"""

import re
from collections.abc import Collection, Sequence

from walletdesk.assistant.model.danger import danger_in
from walletdesk.assistant.model.general import asks_in_general
from walletdesk.assistant.model.nets import Net
from walletdesk.assistant.model.reading import plain

NOT_ARRIVED = ("tx-pending", "exchange-not-credited", "incoming-not-received")
_ON_THE_WAY = {*NOT_ARRIVED, "token-not-shown", "wrong-network-deposit", "missing-memo", "bridge-stuck"}
_ARRIVING = ("incoming-not-received", "token-not-shown", "exchange-not-credited")
LOST = ("stolen-funds", "incoming-not-received", "token-not-shown")
_CRY = 60  # characters: whoever cries out again is brief

_DANGER = Net(
    r"盗|偷|骗|诈|抢走|黑客|黑了|假|冒充|自称|可疑|陌生|钓鱼|木马|病毒|洗劫|划走|转走|转空|泄[露漏]"
    r"|多签|解冻|保证金"
    r"|共享屏幕|远程|私[聊信]|官方|客服|真的|是真|靠谱|举报|安全账户|不是我|我没操作|没经过我|自己转"
    r"|助记词|私[钥匙锁]|单词|是不是你们|空投|山寨|仿冒|高仿|冒牌|下错|装错|貔[貅休]|权限|多重签名"
    r"|两个人?签名|安装包|描述文件"
    r"|\b(?:scam|fraud|fake|phish|hack|steal|stol|thie[fv]|rob(?:bed|s|bing)?\b|drain|swe[ep]|rug(?:ged)?\b"
    r"|compromis"
    r"|leak|emptied|suspicio|impost|imperson|pretend|malware|virus|blackmail|legit|trust|remote"
    r"|official|report\b)"
    r"|\b(?:seed|recovery|private|secret)\b.{0,4}\b(?:phrase|phase|key|words?)|\b(?:12|24) words"
    r"|\bwithout (?:my|me)\b|\b(?:someone|somebody|stranger|support|admin|agent)\b.{0,30}\b(?:me|my)\b"
    r"|\b(?:is|was) (?:this|it|he|that) (?:really )?(?:you|yours|real)\b|\breally (?:from )?you\b"
    r"|\bgoogle ad\b|\bclone|\bcounterfeit|\bknock ?-?off\b|\bcopycat|\bair ?drop|\bhoney ?pot"
    r"|\bpermissions?\b"
    r"|\bmulti[- ]?sig|\bhijack|\bsignatures\b|\bgenuine\b|\bapk\b"
    r"|\bunlock fee\b|\b(?:validate|verify)\b|\bfrom your (?:company|team|side)\b"
    r"|\bclaims? to be\b|\b(?:is|are) .{0,20}\byours\b|\bfrozen\b|\brelease\b"
)
_LOSS = Net(
    r"(?:没|不见|丢|消失|空)了|去哪(?:了|里了|儿了)|(?:币|钱|u|usdt|trx|eth|btc)(?:呢|在哪)"
    r"|\b(?:gone|missing|lost|disappeared|dissapeared|vanished|empty)\b"
    r"|\bwhere (?:\w+ ){0,4}(?:money|coins?|usdt|crypto|funds)\b"
)
_MONEY = re.compile(
    r"[币钱]|余额|资产|(?<![a-z])u(?![a-z])|usdt|usdc|trx|eth|btc|\b(?:money|coins?|crypto|funds"
    r"|balance|tokens?)\b"
)
_MOVED = re.compile(
    r"充|转[账帐出了到给过的丢]|转\d|提[币现了]|发[出了]|打款|到[账帐]|"
    r"\b(?:sent|send|sended|deposit\w*|transf\w*|tra\w*fer\w*|withdr\w*|pending|arriv\w*|ariv\w*"
    r"|rec(?:ie|ei|i|e)v\w*)\b"
)
_LATE = re.compile(
    r"(?:没|不|未|没有)(?:有)?(?:到[账帐]?|收到|来|动静|进来)|到[账帐]|收不到|"
    r"\b(?:not|nt|didn'?t|didnt|doesn'?t|hasn'?t|havent|haven'?t|never|no|still|yet|pending|hours?|where)\b"
)


_WAY = re.compile(  # told from where, by which network, or what the chain says
    r"交易所|平台|网络|[主公]?链|备注|哈希|确认|打包|成功|显示|列表|看不[到见]|桥|erc|trc|bep"
    r"|提[币现]|充|对[方面]|朋友|[他她]"
    r"|\b(?:memo|tag|hash|tx ?id|confirm\w*|success\w*|show\w*|see|list|explorer|bridge\w*|erc|trc"
    r"|bep|exchange|withdr\w+"
    r"|network|chain|deposit\w*|friend|he|she|pending|sent|send)"
)


def leaves_open(text: str, topic: str) -> bool:
    """Money has not come, and nothing is told of its way: one article would be a guess, however near."""
    return topic in _ON_THE_WAY and tells_of_late_money(text) and not _WAY.search(plain(text))


def speaks_of_danger(text: str) -> bool:
    """In words that only danger has; without them no ranking may cry theft. Nor for a question in general."""
    return danger_in(text) is not None or (_names_danger(text) and not is_general(text))


def is_general(text: str) -> bool:
    """As in "what is multisig?": it is answered, and nobody is alarmed by it."""
    return asks_in_general(plain(text))


def _names_danger(text: str) -> bool:
    return _DANGER.search(plain(text))


def tells_of_loss(text: str) -> bool:
    """Money is gone, nobody says how."""
    said = plain(text)
    return bool(_LOSS.search(said) and _MONEY.search(said))


def may_be_danger(text: str) -> bool:
    return danger_in(text) is not None or _names_danger(text) or tells_of_loss(text)


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
    best = next((topic for topic in found if topic not in weak), None)
    ranked = tuple(sorted(found, key=lambda topic: topic in weak))
    if best and leaves_open(text, best):
        return _together(_ARRIVING, tuple(topic for topic in ranked if topic in _ON_THE_WAY))
    if tells_of_late_money(text) or (len(found) == 1 and best in NOT_ARRIVED):
        return _together(NOT_ARRIVED, ranked) if best is None or best in _ON_THE_WAY else ranked
    if tells_of_loss(text) and (best is None or best in LOST):
        return tuple(dict.fromkeys((*LOST, *ranked)))
    return ranked


def _together(siblings: Sequence[str], ranked: Sequence[str]) -> tuple[str, ...]:
    """What was found of the family, best first; then the siblings that were not."""
    family = [topic for topic in ranked if topic in _ON_THE_WAY]
    return tuple(dict.fromkeys((*family, *siblings, *ranked)))
