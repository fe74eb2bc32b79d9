"""Asked about us, not coins: how long until somebody answers, which way is quickest, when we are there."""

import re

from walletdesk.assistant.model.nets import Net
from walletdesk.assistant.model.reading import plain

ABOUT_IT = ("service-hours", "contact-human")  # articles whose answer holds only together with how it is now

_ASKED = Net(
    r"(?:客服|人工|真人|回复|回我|排队|接通|有人理).{0,8}(?:多久|几分钟|多长时间|几个小时)"
    r"|(?:多久|多长时间|几分钟).{0,6}(?:有人|回复|回我|接通|轮到|排到)"
    r"|(?:排队|排到|前面).{0,6}(?:多少人|几个人|几位)"
    r"|(?:哪|什么|怎么|怎样|如何).{0,10}(?:联系|找|客服|人工|方式|渠道).{0,8}(?:最快|更快|快一点)"
    r"|(?:最快|更快|快一点).{0,6}(?:联系|找到?你们|找客服|找人工|方式|渠道)"
    r"|(?:客服|人工|你们|服务|营业|上班|值班).{0,6}(?:几点|时间(?!戳))|几点.{0,4}(?:上班|下班|开门|有人|在线)"
    r"|\bhow long\b.{0,30}\b(?:queue|line|repl(?:y|ies)|responds?|answer(?:s|ed)?|agent|human|person"
    r"|support|wait)\b"
    r"|\bwait(?:ing)? time\b|\bhow many (?:people )?(?:are )?(?:ahead|before me|in (?:the )?(?:queue|line))"
    r"|\b(?:fastest|quickest|best) (?:way|channel)\b.{0,24}\b(?:reach|contact|talk|you|support|help)\b"
    r"|\b(?:opening|support|business|working|office|service) hours\b"
    r"|\bwhen (?:are|do) (?:you|your people|support)\b.{0,12}\b(?:open|there|back|close)\b"
    r"|\bare you open\b|\bwhat time (?:do|does) (?:you|support) (?:open|close|start)\b"
)
_OF_COINS = re.compile(
    r"转账|到账|提币|充值|入账|交易|确认|打包|上链|审核|区块|跨链|矿工费|兑换|质押"
    r"|\b(?:transactions?|transfers?|deposits?|withdraw\w*|confirm\w*|pending|blocks?|bridg\w*|swaps?"
    r"|stak\w*|unstak\w*|coins?|tokens?|arriv\w*)\b"
)


def asks_when_we_answer(text: str) -> bool:
    """How long a transfer takes is another question."""
    said = plain(text)
    return _ASKED.search(said) and not _OF_COINS.search(said)
