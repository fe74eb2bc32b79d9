"""Asked about what might happen to anybody, or told of what did happen to whoever asks."""

from walletdesk.assistant.model.nets import Net

_GENERAL = Net(
    r"什么是|是(?:什么|啥)|啥意思|什么意思|什么区别|区别|原理|有什么用|好处|教程|支持.{0,8}(?:吗"
    r"|么)|能不能被|会被.{0,6}(?:吗|么)|会不会"
    r"|(?:怎么|如何|怎样|咋).{0,3}(?:防|避免|预防|识别|辨别|分辨|判断|区分|看出|设置|创建|开启|开通"
    r"|使用|参加|参与|保护|认出|鉴别|识破|看(?:对方|人|客服|app|应用|是不是|出)|领)"
    r"|才(?:不会?|能不)被?|怕被?(?:盗|骗|偷)|防着|科普|了解一下|想了解|是什么东西|一般(?:都)?(?:是"
    r"|怎么|长)|通常"
    r"|骗子(?:公司|平台|软件|app|钱包|一样)|(?:垃圾|黑心)(?:公司|平台)|(?:手续|矿工"
    r"|油)费.{0,12}(?:骗|抢|偷|黑)"
    r"|(?:哪里|哪儿|怎么|如何|在哪).{0,8}(?:官网|官方(?:下载|版本|渠道|网站)|正版)|防止|提醒"
    r"|常见.{0,6}(?:骗|诈)|如果|万一|假如"
    r"|\bhow (?:do|can|to|does|would|should)\b.{0,16}\b(?:protect|tell|spot|recogni[sz]e|avoid"
    r"|set ?up|create|enable|use|works?|prevent|identify"
    r"|detect|stay safe|participate|join|qualify)\b"
    r"|\bwhat(?:'s| is| are| does| do| happens| would| should i (?:look|watch))\b"
    r"|\bdifference between\b|\bdo(?:es)? (?:you|it|the app|this|your app|the wallet)\b"
    r".{0,12}\b(?:support|have|offer|allow)\b|\bcan (?:my|a|an)\b.{0,20}\bbe\b|\bis it possible\b"
    r"|\bin general\b|\bexplain\b|\bmean(?:s|ing)?\b"
    r"|\bhow (?:do|can|would) (?:\w+ ){0,4}(?:scammers?|hackers?|thieves|phishers?)\b|\bhow (?:do"
    r"|can) (?:you|i|we|one|people) (?:\w+ )?tell\b"
    r"|\bwould (?:a|an|it|this|that)\b|\b(?:tip sheet|guide for|for my class|usually|typically|curious)\b"
    r"|\b(?:company|fees?|rates?|charge\w*|prices?|ads?|slippage|gas)\b.{0,24}\b(?:scam\w*|rob\w*"
    r"|theft|thie(?:f|ves)|rip ?off|steal\w*)\b"
    r"|\b(?:scam\w*|rob(?:bed|bery|bing)?|stole|steal\w*|thie(?:f|ves))\b.{0,20}\b(?:fees?|gas"
    r"|slippage|ads?|ad free|rates?|prices?|spread)\b"
    r"|\bso (?:that )?(?:it|its|it's|they) (?:is|are)?(?:n'?t| not)\b|\bwhere (?:do|can"
    r"|to)\b.{0,20}\b(?:official|download|genuine)\b"
)
_OWN_STORY = Net(  # whoever asks in general has not done it, nor seen it done
    r"我(?:的|已经|刚|昨天|今天|好像|是不是|点|签|装|下|输|转|授|连|被|收到)|(?:点|签|装|下载|输入?"
    r"|转|授权|导入|连|给|发)(?:了|过)|被(?!盗|骗|偷|诈|多签|冒)|有人(?:这样|这么|让|要|叫|说|找"
    r"|加)|突然|救命|完了|怎么办|咋办"
    r"|\bi (?:just |already |have |think i |might have |may have )?(?:clicked|signed|sent|installed"
    r"|downloaded|entered|imported|typed|gave|got|connected"
    r"|approved|lost|received|paid|was|am)\b|\bmy \w+(?: \w+)? (?:was|were|got|has|is"
    r"|are) (?:been )?(?!safe|protected)|\b(?:someone|somebody|he|she|they)"
    r" (?:has |have |just )?(?:added|changed|took|asked|called|sent|stole|messaged|told|says?"
    r"|wants?)\b|\bhelp me\b|\bwhat (?:do|should|can) i do\b"
)


def asks_in_general(said: str) -> bool:
    """Nothing has happened to whoever asks. ``said``: made plain."""
    return _GENERAL.search(said) and not _OWN_STORY.search(said)
