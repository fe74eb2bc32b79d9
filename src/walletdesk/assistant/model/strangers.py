"""Strangers who ask, order or pose as us; money that left by itself; a secret that others may hold."""

from walletdesk.assistant.model.nets import Net

_WHO_ZH = (
    "(?:客服|管理员|官方|工作人员|老师|专员|技术员|经理|网友|群主|对方|有人|骗子|陌生人|他们?|她"
    "|电话|邮件|短信|网站|页面|链接)"
)
_ASKED_ZH = (
    "(?:助记[词码]|私[钥匙锁]|单词|验证码|密码|远程|屏幕|身份证|恢复词|那串词|(?:12|24|十二)个?词|数字)"
)
_STRANGER_ZH = "|".join(
    (
        f"{_WHO_ZH}.{{0,10}}(?:要|让|叫|问|索要|催|骗|说).{{0,10}}{_ASKED_ZH}",
        f"{_WHO_ZH}.{{0,10}}(?:让|叫|催|逼)我?.{{0,6}}(?:转账|转币|打币|打钱|付|交|充|验证|授权"
        f"|下载|扫码|升级|激活|迁移|签名)",
        r"(?:邮件|短信|来电|电话|私信|私聊|加我|微信|qq|电报|telegram|飞机|推特|whatsapp|抖音"
        r"|小红书|群里?|网址|网站)"
        r".{0,16}(?:冻结|异常|客服|官方|你们).{0,10}(?:吗|么|嘛|真|假|靠谱|是不是|不升级|验证(?!码)|骗|$)",
        r"(?:客服|官方|对方|这人|他|网址|网站|账号|邮件|电话).{0,8}(?:真的|是真|真假|靠谱|可信"
        r"|是不是(?:你们|官方|真|骗)|是骗|骗子|假的)",
        r"(?:这|那|他|她|对方).{0,10}(?:是(?:不是)?)(?:你们|官方|贵司).{0,6}(?:客服|的人|的"
        r"|员工)?(?:吗|么|$)",
        f"(?:要求|索要|骗走?|拿到|拿走|报给).{{0,12}}{_ASKED_ZH}|{_ASKED_ZH}.{{0,6}}(?:报给"
        f"|发给了(?!自己)|给了|告诉了)",
        r"(?:页面|网页|网站|网址|app|软件|活动|邮件|短信|群|账号|号码|链接"
        r"|这个人).{0,8}是(?:不是)?(?:你们|官方|贵司).{0,4}(?:的|搞|发|做|办|吗|么|不|$)",
        r"(?:接到|收到|打来|来).{0,8}(?:电话|邮件|短信|私信).{0,16}(?:你们|官方|客服|洗钱|涉嫌|异常"
        r"|冻结|中奖|警察|公安)|自称(?:你们|官方|是)?",
        r"网恋|杀猪盘|(?:投资|理财|带单|跟单|博彩|刷单).{0,16}(?:提不出|取不出|不让提|平台|导师"
        r"|老师)|(?:提不出|取不出|不让提).{0,16}(?:投资|理财|对象|导师)",
        r"(?:中奖|返现|返利|双倍|翻倍).{0,10}(?:交|付|打|转|手续费)|安全(?:钱包|地址|账户)|(?:屏幕"
        r"|桌面)共享|共享.{0,2}屏幕|远程(?:控制|协助|软件|桌面)",
        r"假客服|骗子|(?:怀疑|遇到|碰到|是不是|感觉).{0,6}(?:诈骗|骗局|被骗|骗)",
    )
)
_WHO_EN = (
    r"(?:support|agent|admin|moderator|mod|team|guy|man|girl|woman|lady|friend|someone|somebody"
    r"|they|he|she|rep|caller|stranger"
    r"|(?:e-?)?mail|sms|text|message|page|site|website|link)"
)
_STRANGER_EN = "|".join(
    (
        rf"\b{_WHO_EN}\b.{{0,30}}\b(?:ask\w*|want\w*|need\w*|request\w*|demand\w*|tell\w*|told"
        rf"|says?|said|saying|make|made)\b"
        r".{0,30}\b(?:seed|phrase|(?:12|24|twelve|secret|recovery) words|private key|pass?word|otp"
        r"|remote|anydesk|teamviewer|screen"
        r"|verify|validate|frozen|suspended|blocked|deposit|fee|tax|activate|migrate)\b",
        r"\b(?:is|was|are) (?:this|it|he|she|that|the|these|they)\b.{0,40}"
        r"\b(?:really (?:you|support|from|yours)|official|legit|from you|yours|impostor|imposter"
        r"|scam(?:mer)?)\b",
        r"\bis (?:this|it|that|he) (?:really )?(?:you|support|real support)\b",
        r"\b(?:told|gave|sent|read|shared|give|showed)\b.{0,24}\b(?:pass?word|otp|(?:6|six|4"
        r"|four)[- ]digit|code|pin)\b",
        r"\b(?:recovery|tracing|hacker|hack) (?:firm|company|agent|expert|service|guy|team)\b"
        r"|\b(?:hack|get) (?:it |them |my \w+ )?back\b.{0,30}\bfee\b",
        r"\bup ?front (?:fee|payment)|\b(?:doubl\w+|2x|multiply\w*)\b.{0,16}\b(?:your|my|eth|btc"
        r"|usdt|coins?|crypto|money)\b|\bgive ?away\b",
        r"\b(?:romance|dating|tinder|met online|online (?:friend|girlfriend|boyfriend))\b"
        r"|\b(?:invest\w*|trading platform)\b.{0,40}\b(?:cant|can'?t|cannot|not) (?:let me )?withdraw",
        r"\b(?:one|part|member) of (?:yours|your team|your staff|your people)\b|\b(?:from"
        r"|your) (?:security|compliance|fraud|verification|technical) (?:team|department|dept)\b",
        r"\b(?:remote|screen)[- ](?:\w+ )?(?:tool|app|software|shar\w+)\b|\byour (?:colleague"
        r"|employee|staff|moderator|agent)\b.{0,24}\b(?:said|says|told|asked|wants?)\b",
        r"\b(?:says?|said|claims?) (?:he|she|they) (?:is|are|was|works?)\b.{0,16}\b(?:your|the"
        r"|wallet|moderator|admin|support)\b",
        r"\b(?:guy|man|someone|somebody|person|friend)\b.{0,30}\b(?:offers?|promis\w+"
        r"|can)\b.{0,16}\b(?:fix|unlock|recover|remove|restore)\b",
        r"\b(?:dm|dm'?e?d|messaged|called|texted|e-?mailed|contacted|phoned|phone call|rang"
        r"|added me|reached out)\b.{0,30}"
        r"\b(?:support|wallet|official|admin|you|your|agent)\b",
        r"\b(?:impost\w*|impersonat\w*|pretend\w* to be|pretending|claim(?:s|ing|ed)? to be"
        r"|posing as|scammers?)\b",
        r"\b(?:remote (?:access|control)|anydesk|teamviewer)\b|\bcan i trust (?:this|that|him|her"
        r"|them|the)\b",
        r"\b(?:is|was) (?:this|it|that) a (?:scam|fraud|phish\w*)\b"
        r"|\bhow do i know it'?s? (?:is )?really\b",
    )
)
_NEAR_ZH = "(?:室友|朋友|同事|前任|男友|女友|老公|老婆|弟弟|哥哥|亲戚|孩子|别人|同学|保姆|维修|修手机)"
_WORDS_ZH = "(?:助记[词码]|私[钥匙锁]|那串词|单词|恢复词|词)"
_NEAR_EN = (
    r"(?:brother|sister|roommate|flatmate|friend|ex|husband|wife|boyfriend|girlfriend|son|daughter"
    r"|cousin|colleague"
    r"|neighbou?r|repair (?:shop|guy|man)|somebody|someone)"
)
_TAKEN = "|".join(
    (
        r"(?:没操作|没动(?!静)过?|没转过?|没有操作|没点过?|睡).{0,12}(?:转|少|没了|不见|扣|不剩)",
        r"(?:转|少|没了|不见|扣|不剩|支出|减少).{0,12}(?:没操作|没动(?!静)|没转|没有操作|昨天睡|睡前|睡觉)",
        r"自己(?:就)?转(?:出|走)|(?:莫名其妙|莫名|无缘无故|偷偷).{0,8}(?:转走|转出|扣走|少了|没了)",
        r"往外转|正在(?:被)?(?:人)?转(?!账中|出中|换|入)|一(?:分|个|毛)不剩|(?:进去|充|打|转进"
        r"|转入).{0,8}(?:马上|立刻|秒|就).{0,4}(?:出去|转走|没|被转)",
        r"偷(?:我|了我)|洗劫|抢走|卷走|盗刷|盗币|劫持",
        f"{_NEAR_ZH}.{{0,12}}(?:导出|看过|看到|知道|拿|抄|拍|用|偷).{{0,8}}(?:{_WORDS_ZH}|手机|钱包)",
        f"{_WORDS_ZH}.{{0,12}}(?:网盘|云盘|邮箱|相册|微信|云).{{0,14}}(?:登录|登陆|被|黑|泄)"
        f"|(?:网盘|云盘|邮箱).{{0,12}}被.{{0,4}}(?:登|黑|盗)",
        f"{_NEAR_ZH}.{{0,16}}(?:少了|没了|转走)",
        r"(?:奇怪|陌生|不认识|可疑).{0,4}(?:的)?(?:合约|地址|网站|设备).{0,8}(?:授权|登录|转|多)"
        r"|授权了.{0,6}(?:奇怪|陌生|可疑|不认识)",
        r"\bwithout (?:my )?(?:permission|consent|knowledge|approval)\b|\bwithout me\b|\bemptied\b",
        r"\bi never (?:sent|made|authori[sz]ed|signed|approved)\b|\b(?:wasn'?t|was not|not) me\b",
        r"\bby itself\b.{0,20}\b(?:sent|transfer\w*|left)|\b(?:cleaned|wiped) out\b|\btheft\b"
        r"|\bthie(?:f|ves)\b",
        r"\b(?:woke up|overnight|in my sleep|while i slept)\b.{0,40}\b(?:zero|empty|gone|nothing|0"
        r"|missing|less|left)\b",
        r"\b(?:everything|all my|life|years? of) (?:\w+ )?savings\b|\b(?:coins?|funds|money"
        r"|tokens?) (?:just )?left my (?:wallet|account)\b",
        r"\b(?:eth|gas|trx|bnb|coin|fee)\b.{0,24}\b(?:gone|taken|leaves|vanish\w*|swept"
        r"|moved)\b.{0,12}\b(?:in seconds|instantly|at once|immediately|right away|within)\b",
        r"\b(?:sign|signed|approved?|confirmed|clicked|pressed)\b.{0,50}\b(?:now"
        r"|then)\b.{0,30}\b(?:nfts?|tokens?|coins?|funds|balance|usdt|eth|wallet)\b.{0,30}\b(?:gone"
        r"|missing|empty|address i|sit|moved|left)\b",
        rf"\b{_NEAR_EN}\b.{{0,30}}\b(?:access|used|had|took|borrowed|saw|knows?"
        rf"|seen)\b.{{0,20}}\b(?:phone|words|phrase|seed|key|pass?word|wallet)\b",
        r"\bbalance (?:dropped|is short|went down|is less)\b.{0,40}\b(?:nothing|didn'?t|half|short"
        r"|without)\b",
    )
)
STRANGERS = Net(f"{_STRANGER_ZH}|{_STRANGER_EN}")
TAKEN = Net(_TAKEN)
