"""Does a text of ours ask somebody for a secret? No agent, bot or saved reply may.

Looked at clause by clause: "never send your phrase" names the act only to forbid it. A text that orders
to type a phrase into one's own wallet asks nobody to hand it over, and passes.
"""

import re

from walletdesk.safety.folding import fold

_CLAUSE = re.compile(r"[。！？；，：、…!?;,:\n]+|\.(?:\s|$)|\s(?:-|–|—)\s")


def _any(*parts: str) -> str:
    return f"(?:{'|'.join(parts)})"


_NAMED_ZH = _any(
    "助记[词码]|注记词|住记词|恢复(?:短语|词)|种子(?:词|短语)|私[钥匙]|密[钥匙]|keystore|附加密语|passphrase",
    "密语|密码|验证码|动态码|口令|(?:12|24|十二|二十四) ?个? ?(?:单词|词)",
)
_GIVE_ZH = _any(
    "发(?!现|生|起|出的|行|布)|给我|告诉|告知|提供|报(?:一下|给|上)|说(?:一下|给)|交(?:给|出)|上传|回复",
    "贴(?:过来|到|在|上)|传(?:过来|给)|念(?:一下|给)|(?:输入|填)到这",
)
_NOT_ZH = re.compile(
    "别|不[要用需能会得可应必]|无需|勿|切忌|从不|[绝决]不|永不|没有|谁|任何|骗|冒充|假冒|要是|如果|泄露"
)
_ASKS_ZH = re.compile(
    f"{_GIVE_ZH}.{{0,14}}{_NAMED_ZH}|{_NAMED_ZH}.{{0,8}}{_GIVE_ZH}|{_NAMED_ZH}(?:是(?:多少|什么|啥)|呢$)",
    re.IGNORECASE,
)
_NAMED_EN = _any(
    r"(?:recovery|seed|secret|backup|mnemonic)[ -]?(?:phrase|phase|words?)|mnemonics?|private[ -]?keys?",
    r"key ?store(?: file)?|passphrase|password|pass ?code|pin code|(?:12|24|twelve|twenty-four) words",
    r"(?:one[- ]time|verification|security|login|sms|2fa|authenticator|e-?mail) codes?",
)
_GIVE_EN = _any(
    r"send|share|(?:give|tell|show|read) (?:me|us)|provide|forward|submit|supply|upload|dictate|e-?mail|dm",
    r"(?:reply|respond) with|read out|what(?:'s| is| are) your",
    r"(?:we|i)(?:'ll| will| do| also)? (?:need|want|require) (?:to (?:know|see|have) )?(?:your|the)",
    r"(?:type|enter|paste|write|post) (?=.*\b(?:here|below|in (?:this|the) (?:chat|conversation|form))\b)",
    r"(?:may|can|could) (?:i|we) (?:have|see|get)",
)
_NOT_EN = re.compile(
    r"\b(?:never|not|no|nobody|none|cannot|without|nor|neither|(?:who|any|some)(?:ever|one|body)|if|scam\w*|fake"
    r"|stop|avoid|refuse)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_ASKS_EN = re.compile(rf"\b{_GIVE_EN}\b.{{0,40}}\b{_NAMED_EN}\b", re.IGNORECASE)


def asks_for_secret(text: str) -> bool:
    plain, _ = fold(text)
    return any(_asks(clause) for clause in _CLAUSE.split(plain))


def _asks(clause: str) -> bool:
    if _ASKS_ZH.search(clause) and not _NOT_ZH.search(clause):
        return True
    return bool(_ASKS_EN.search(clause)) and not _NOT_EN.search(clause)
