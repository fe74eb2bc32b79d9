"""Does a Chinese clause ask for a person? Simplified script expected (see ``reading.plain``)."""

import re

_NOT_A_PERSON = re.compile(
    r"人工(?:智能|智慧|审核|审批|费|成本|合成|打包|操作|确认|验证|核验|标注|费用)"
    r"|真人(?:认证|验证|识别|核验|秀|露脸|头像|人脸)"
    r"|(?:交易|套利|量化|挂单|挖矿|跟单|狙击|打新|夹子)机器人|机器人(?:交易|挂单|验证|套利)"
)
_SLIP = re.compile(r"(?<=[转换找接])(?:任工|人公|人功|仁工|人攻)|(?:zhuan ?)?ren ?gong|^(?:zhuan ?)?rg$")
_WISHED = "人工|真人|活人|专人|专员|工作人员|坐席|座席"  # nobody says these of a stranger
_NAMED = "客服人员|客服专员|客服|经理|主管|领导|负责人|老板"  # strangers pose as these
_SMALL = (
    "(?:一下|一个|一位|个|位|名|你们|你|您|我们|我|咱|的|到|成|至|给|那|在线|官方|真正|公司|快|点"
    "|再|联|接|络|来|转|直接)"
    "{0,4}"
)
_ASK = "转接|转|接|找|要|叫|喊|呼叫|换成?|切换?|联系|联络|请|给|来|需要|安排|派|让|上|连|想跟|想和"

_STRONG = re.compile(f"(?P<verb>{_ASK}|有没有|有|跟|和|与){_SMALL}(?:{_WISHED})")
_WEAK = re.compile(f"(?P<verb>转接|转|接|找|要|叫|喊|呼叫|换|联系|联络|需要|有没有|让){_SMALL}(?:{_NAMED})")
_ALONE = re.compile(
    f"(?:请|麻烦|劳驾|帮|我|给|快|快点|赶紧|马上|立刻|直接|急|在|吗|呢|啊|吧|呗|了|哪里?|哪儿|出来"
    f"|来|好|还是|算了|服务|帮助|协助|支持"
    f"|kefu|rengong|{_WISHED}|客服人员|客服)+"
)
_PERSON = re.compile(f"{_WISHED}|客服|kefu|rengong")
_SOMEBODY = re.compile(
    r"(?P<verb>叫|找|换|来|派|安排|喊)(?:一?[个位])?人(?:来|帮|看|跟|和|说|聊|处理|接|管|工|啊|吧|吗|$)"
)
_TALK = re.compile(r"(?P<verb>跟|和|与)(?:你们的?|一?个|真正的)?人(?:说|聊|谈|讲|沟通|对话)")
_ANYONE = re.compile(
    r"有人(?:在|在线)?(?:吗|么|嘛|不|没有?)?$|有没有人(?:在|在线|管|理我?|回|能帮.*|帮.*"
    r"|处理)?(?:啊|吗|么|呢)?$"
)
_NO_BOT = re.compile(
    r"(?:不要|不想|别|别用|别给我|别拿|拒绝|不跟|不和|不想跟|讨厌|受够了?)(?:再|跟|和|让|用|拿|给我"
    r"|你们?的?|这个?|是|只会|一个){0,3}"
    r"(?:机器人|ai|bot|智能客服)"
    r"|机器人(?:没用|滚|听不懂|看不懂|不行|答非所问|太?傻|太?蠢|太?笨|垃圾|真烦|闭嘴|走开)"
    r"|跟机器人(?:说|讲|聊)不"
)
_WHERE = re.compile(  # who looks for the button wants what is behind it
    r"(?:人工|真人|活人).{0,6}(?:在哪|哪[里儿]?|哪了|藏|找不[到着]|没看[到见]|看不[到见]|不见"
    r"|怎么没|没有了|怎么[点进转找]|打不通|接不通|点不[了动])"
    r"|(?:找不[到着]|看不[到见]|没看[到见]|没找[到着]|哪有|怎么没有?|藏).{0,6}(?:人工|真人|活人)"
)
_NOBODY = re.compile(
    r"(?:没有?人|没个人|没一个人|一个人都没有?|人都没有?|没有一个人)(?:在|来|给)?(?:管|理|回|接|应"
    r"|答|处理|负责|搭理)|没人(?:吗|么|啊)"
    r"|(?:回|理|管|接待)我?(?:一下)?的(?:人)?都没有|回我的人"
)
_ANOTHER = re.compile(
    r"(?:出来|来|派|换|找|让|叫)(?:一?[个位])(?:能[^的]{0,8}的|会[^的]{0,8}的|懂[^的]{0,6}的|正常"
    r"|真)?人(?:来|行|教|慢慢|给|解|处|带|说|$)"
    r"|说人话的|让人来|能不能让人|能不能让个人|让个人|见(?:一下)?(?:你们?的?)?(?:经理|领导|主管"
    r"|老板|负责人)|掉回(?:了)?机器人|再(?:给|帮)我转(?!账|币|了)"
)
_REFUSED = re.compile(
    r"(?<![要再能可])(?:不用|不要|不必|不需要|不想|无需|没必要|别|勿|不|不是要)(?:再|先|给我|帮我"
    r"|急着|着急){0,2}$"
)


def wants_person_zh(clause: str) -> bool:
    kept = _NOT_A_PERSON.sub("，", _SLIP.sub("人工", clause))
    unasked = (_NO_BOT, _ANYONE, _WHERE, _NOBODY, _ANOTHER)
    return any(rule.search(kept) for rule in unasked) or _is_alone(kept) or _is_asked(kept)


def _is_alone(clause: str) -> bool:
    """Nothing but the word and little words around it."""
    return bool(_ALONE.fullmatch(clause) and _PERSON.search(clause))


def _is_asked(clause: str) -> bool:
    return any(
        not _REFUSED.search(clause[: found.start("verb")])
        for rule in (_STRONG, _WEAK, _SOMEBODY, _TALK)
        for found in rule.finditer(clause)
    )
