"""Asked whether we, here, are the real support. Of anybody else it is another question, and may be danger."""

import re

from walletdesk.assistant.model.reading import plain

_MARKS = re.compile(r"[\s,，.。!！?？~]+")
_EN = re.compile(
    r"(?:(?:hi|hello|hey|so|but|and|ok|sorry) )*"
    r"(?:are (?:you|u)(?: guys)?|(?:am i|i am) (?:talking|speaking|chatting) (?:to|with))"
    r"(?: (?:really|actually|truly))?(?: (?:the|a|an|my|your))?"
    r"(?: (?:real|really|official|genuine|actual|legit|legitimate))+"
    r"(?: (?:support|help|team|staff|service|customer|wallet|desk))*"
    r"(?: or (?:not|(?:a |an )?(?:fake|impostor|imposter)))?"
)
_ZH = re.compile(
    r"(?:那|请问|你好|您好|但是?)*(?:你们?|您|这里|这边)(?:真的|到底|确定)?(?:是|是不是)"
    r"(?:真正?的?|官方的?|正规的?)+(?:客服|人员|平台)?的?(?:吗|么|嘛|啊|还是假的|还是冒充的)?"
    r"|(?:怎么|如何|怎样)(?:才能)?(?:确认|证明|知道|核实|确定)(?:你们?|您)(?:就)?(?:是|是不是)"
    r"(?:真正?的?|官方的?|正规的?)+(?:客服)?的?(?:呢|啊)?"
)


def asks_who_we_are(text: str) -> bool:
    """The whole message asks it, of nobody but us: one word more, and it is heard as what it may be."""
    said = _MARKS.sub(" ", plain(text)).strip()
    return bool(_EN.fullmatch(said) or _ZH.fullmatch(said.replace(" ", "")))
