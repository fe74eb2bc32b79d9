"""Whether the words around 64 hexadecimal digits speak of a private key or of something public."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

_REACHES = (40, 200)  # characters to either side where words count; the further ones when the near are silent
_WEAK = 20  # a word that only often goes with public things counts as that much further away
_AFTER = 6  # people name a thing before they show it
_SAME = 2  # two contradicting words, nearer to each other than this, leave it open
_TURNS = 3  # earlier texts that may have announced it

CUES = re.compile(  # lower case
    r"(?P<public>(?:不是|并非|並非|非)(?:我的)?[私密秘][钥鑰匙]|not (?:a |my |the )?(?:private "
    r"|secret )?key|tx(?!t)|hash|哈希|哈西|杂凑|雜湊|sha-?256|checksum|校验|校驗|signature|签名|簽名"
    r"|topic|公[钥鑰]|pub(?:lic)?[ _-]?key|交易[号號])"
    r"|(?P<secret>[私密秘][钥鑰匙锁鎖]|priv(?:a?te?)?[ _-]?key|secret|seed|种子|種子|\bpk\b|\bkey\b)"
    r"|(?P<weak>交易|转账|轉帳|轉賬|这笔|這筆|区块|區塊|订单|訂單|地址|合[约約]|address|contract|block|order"
    r"|transaction|transfer|explorer|payment|deposit|withdraw)",
    re.ASCII,
)


class Verdict(Enum):
    SECRET = auto()
    PUBLIC = auto()
    OPEN = auto()  # both, equally near
    SILENT = auto()  # no word at all


def verdict(text: str, span: tuple[int, int], context: Sequence[str] = ()) -> Verdict:
    """What is nearest counts; when the text is silent, what the same person wrote before it."""
    near = Verdict.SILENT
    for reach in _REACHES:
        if near is Verdict.SILENT:
            before, after = text[max(0, span[0] - reach) : span[0]], text[span[1] : span[1] + reach]
            near = _nearest([*_before(before), *_after(after)])
    for earlier in reversed(context[-_TURNS:]):
        if near is Verdict.SILENT:
            near = _nearest(list(_before(earlier[-_REACHES[-1] :])))
    return near


def _before(text: str) -> Iterator[tuple[bool, int]]:
    """For each cue: whether it speaks of a secret, and how far away it stands."""
    for cue in CUES.finditer(text.lower()):
        yield cue.lastgroup == "secret", len(text) - cue.end() + _handicap(cue)


def _after(text: str) -> Iterator[tuple[bool, int]]:
    for cue in CUES.finditer(text.lower()):
        yield cue.lastgroup == "secret", cue.start() + _AFTER + _handicap(cue)


def _handicap(cue: re.Match[str]) -> int:
    return _WEAK if cue.lastgroup == "weak" else 0


def _nearest(cues: list[tuple[bool, int]]) -> Verdict:
    secret = min((far for is_secret, far in cues if is_secret), default=None)
    public = min((far for is_secret, far in cues if not is_secret), default=None)
    if secret is None:
        return Verdict.SILENT if public is None else Verdict.PUBLIC
    if public is None:
        return Verdict.SECRET
    if abs(secret - public) <= _SAME:
        return Verdict.OPEN
    return Verdict.SECRET if secret < public else Verdict.PUBLIC
