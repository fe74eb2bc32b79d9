"""What somebody wrote anew, apart from what their program put below it: the quote, its head, their signature.

Mailers mark a quote in one of three ways: a sign before each line, a line that says who wrote when, a block
of heads (from, sent, to, subject) after which all is old. The first is sure, the others are words.
Nothing is lost by an error: the whole text stays beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from walletdesk.platform.mime.lines import Line

_COLON: Final = r"[ \t\u3000]*[:：]"
_FROM: Final = (
    r"(?:From|发件人|發件人|寄件者|寄件人|Von|De|Da|Van|Från|Fra|От|差出人|送信元"
    r"|보낸 사람|보낸사람|Expéditeur|Mittente|Remitente)"
)
_OTHERS: Final = (
    r"(?:To|Cc|Sent|Date|Subject|收件人|收件者|抄[ \t\u3000]*送|副本|发送时间|發送時間|发送日期|寄件日期"
    r"|日[ \t\u3000]*期|时间|傳送時間|已发送|發送日期"
    r"|主[ \t\u3000]*题|主[ \t\u3000]*旨|標題|An|Gesendet|Datum|Betreff|À|A|Envoyé|Objet|Para|Enviado"
    r"|Enviado el|Fecha|Asunto|Kopie"
    r"|Oggetto|Data|宛先|送信日時|日時|件名|받는 사람|제목|날짜|Кому|Тема|Дата|Importance|重要性)"
)
_FROM_LINE: Final = re.compile(rf"^[ \t|*_\u3000]*{_FROM}[*_ \t]*(?:{_COLON}|[ \t]*\|)", re.IGNORECASE)
_OTHER_LINE: Final = re.compile(rf"^[ \t|*_\u3000]*{_OTHERS}[*_ \t]*(?:{_COLON}|[ \t]*\|)", re.IGNORECASE)
_RULE: Final = re.compile(r"^[ \t]*[-_—–=*\u2500]{5,}[ \t]*$")
_OLD: Final = (
    r"(?:Original (?:Message|E-?mail)|Replied Message|Reply message|原始邮件|原始郵件|回复的原邮件|原邮件"
    r"|原郵件|邮件原文"
    r"|郵件原文|原始消息|原始訊息|原始信息"
    r"|Ursprüngliche Nachricht|Originalnachricht|Message d'origine|Message original|Mensaje original"
    r"|Messaggio originale"
    r"|元のメッセージ|원본 메시지|原文)"
)
_FORWARDED: Final = re.compile(
    r"^[ \t]*[-_=—]{2,}[ \t]*(?:Forwarded (?:message|by)|转发的?(?:邮件|消息|信息)?|轉寄的?郵件"
    r"|已转发的?邮件|Weitergeleitete Nachricht"
    r"|Message transféré|Mensaje reenviado|転送メッセージ)[ \t]*[-_=—:]*|^Begin forwarded message:"
    r"|^开始转发的邮件[:：]|^下面是被转发的邮件[:：]",
    re.IGNORECASE,
)
_OLD_BARE: Final = re.compile(rf"^[ \t]*{_OLD}[ \t:：]*$", re.IGNORECASE)
_OLD_LINE: Final = re.compile(rf"^[ \t]*[-_=—*]{{2,}}[ \t]*{_OLD}[ \t]*[-_=—*]*[ \t]*$", re.IGNORECASE)
_WROTE: Final = re.compile(
    r"(?:\bwrote|写道|寫道|写到|schrieb(?:\s+.{0,80})?|a écrit|escribió|ha scritto|escreveu|skrev|schreef"
    r"|написал(?:\(а\))?|のメール|書きました|님이 작성)"
    r"[ \t\u3000\u00a0]*[:：]?[ \t]*-*[ \t]*$",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"\d{1,2}[:：.h]\d{2}|\b(?:19|20)\d{2}\b|(?:19|20)\d{2}[年/.-]|\d{1,2}月\d{1,2}日|\b(?:Mon|Tue|Wed|Thu"
    r"|Fri|Sat|Sun)\w*,",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_BEGINS: Final = re.compile(
    r"^[ \t]*-*[ \t]*(?:On\b|Am\b|Le\b|El\b|Il\b|Em\b|在|于|於|Den\b|Op\b|\d{4}[年/.-]"
    r"|[\w.\"' \u4e00-\u9fff-]{0,60}<?[\w.+-]+@)",
    re.IGNORECASE,
)
_FOOTER: Final = re.compile(
    r"^[ \t]*(?:"
    r"Sent (?:from|via|with) .{1,60}|Get Outlook for .{1,30}|Von meinem .{1,40} gesendet|Gesendet (?:von"
    r"|mit) .{1,60}"
    r"|Envoyé (?:de|depuis|à partir de) .{1,60}|Enviado (?:desde|do|de) .{1,60}|Inviato da .{1,60}"
    r"|(?:发|發)自我的.{1,30}|(?:发|發)自.{0,20}(?:手机|手機|邮箱|郵箱|iPhone|iPad|Android|Outlook|客户端"
    r"|大师|Mail).{0,20}"
    r"|从我的.{1,30}(?:发送|發送)|(?:从|從).{1,30}(?:传送|傳送|发送|發送)|傳送自.{1,30}|來自.{1,30}(?:手機"
    r"|行動)|来自.{1,20}(?:手机|邮箱|客户端)"
    r"|使用 ?.{1,20}(?:发送|傳送)|由.{1,30}(?:发送|傳送|发出)|通过.{1,30}(?:发送|傳送)|获取 ?Outlook.{0,20}"
    r"|下載 ?Outlook.{0,20}|取得 ?Outlook.{0,20}"
    r"|iPhoneから送信|.{1,30}から送信|나의 .{1,20}에서 보냄|Отправлено с .{1,40}|.{1,20}\([^)]*\)から送信"
    r")[ \t.。]*$",
    re.IGNORECASE,
)
_SIGN: Final = re.compile(r"^[ \t]?(?:--|—|－－)[ \t\u00a0]?$")
_RULE_ABOVE: Final = re.compile(r"^[ \t]*-{6,}[ \t]*$")
_NOTICE: Final = re.compile(
    r"^[ \t]*(?:confidentiality (?:notice|note)|(?:this|the information in this) (?:e-?mail"
    r"|message)\b.{0,60}\bconfidential"
    r"|disclaimer[:：]|本邮件(?:及其附件)?(?:所?含|包含|可能|内容)|此(?:邮件|電子郵件).{0,12}(?:保密|机密"
    r"|機密)|diese e-?mail .{0,40}vertraulich)",
    re.IGNORECASE,
)
_FAREWELL: Final = re.compile(
    r"^[ \t]*(?:(?:(?:best|kind|warm|many)[ \t]+)?(?:regards|wishes)|best|bye|cheers|sincerely"
    r"|yours(?: \w+)?|此致|敬礼|敬上|祝好|顺颂商祺|谨启"
    r"|(?:viele|beste|liebe) grüße|mit freundlichen grüßen|cordialement|bien à vous|saludos(?: cordiales)?"
    r"|un saludo"
    r"|よろしくお願い(?:いた)?します|以上)[ \t,，.。!！]*$",
    re.IGNORECASE,
)
_SHORT: Final = 60  # letters; a name, a number or a place
_UNDER: Final = 4  # such lines under a farewell
_LIST: Final = 5  # lines with a sign that a person types
_HEADS: Final = 7  # lines in which the heads of a quote follow each other
_LONGEST: Final = 300  # letters of such a line; what is longer was written by a person, or to make us slow
_GAP: Final = 20  # empty lines between such a line and its quote
_WRAPPED: Final = 3  # lines over which "on ... wrote" is broken


@dataclass(frozen=True, slots=True)
class Parted:
    reply: str
    signature: str


def parted(lines: Sequence[Line], *, forwards: bool = False) -> Parted:
    """``forwards``: its subject says that it passes a mail on, which is then what was written."""
    own, forwarded = _own(lines, forwards=forwards)
    written, signature = _unsigned(own)
    reply = _tidy(written)
    if forwarded:
        reply = "\n\n".join(part for part in (reply, _tidy(forwarded)) if part)
    return Parted(reply, _tidy(signature))


def _own(lines: Sequence[Line], *, forwards: bool) -> tuple[list[Line], list[Line]]:
    """What is no quote, and what is passed on."""
    kept: list[Line] = []
    at, last = 0, _last_quote(lines)
    while at < len(lines):
        line = lines[at]
        if line.quoted and not _is_list(lines, at, kept):
            at += 1
        elif line.quoted:
            kept.append(Line(f"> {line.text}"))
            at += 1
        elif _FORWARDED.search(line.text[:_LONGEST]):
            return kept, list(lines[at:])
        elif (after := _attribution(lines, at, last)) is not None:
            at = _past_typed(lines, after)
        elif _all_is_old_from(lines, at):
            return (kept, list(lines[at:])) if forwards else (_without_rule(kept), [])
        else:
            kept.append(line)
            at += 1
    return _without_rule(kept), []


def _is_list(lines: Sequence[Line], at: int, kept: Sequence[Line]) -> bool:
    """Signs typed by a person: a few lines under one of theirs that ends in a colon, or under another."""
    if not kept or (not kept[-1].text.rstrip().endswith((":", "：")) and not kept[-1].text.startswith("> ")):
        return False
    if _WROTE.search(kept[-1].text[:_LONGEST]):
        return False
    near = range(at, min(len(lines), at + _LIST + 1))
    return any(not lines[n].quoted for n in near)


def _past_typed(lines: Sequence[Line], at: int) -> int:
    """Where programs that write markup quote by a sign all the same."""
    while at < len(lines) and lines[at].text.startswith(">"):
        at += 1
    return at


def _attribution(lines: Sequence[Line], at: int, last: int) -> int | None:
    """Where it goes on after "on ... wrote:", if such a line begins here and a quote follows it.

    Where the quote has no sign of its own, the end of the mail is returned.
    """
    first = lines[at].text
    if len(first) > _LONGEST or not (_BEGINS.search(first) or _WROTE.search(first)):
        return None
    for length in range(1, _WRAPPED + 1):
        part = lines[at : at + length]
        if len(part) < length or any(one.quoted or not one.text.strip() for one in part):
            return None
        text = " ".join(one.text.strip() for one in part)
        if len(text) > _LONGEST:
            return None
        if _WROTE.search(text):
            return _after(lines, at + length, text, last)
    return None


def _after(lines: Sequence[Line], next: int, text: str, last: int) -> int | None:
    following, far = next, min(len(lines), next + _GAP)
    while following < far and not lines[following].text.strip() and not lines[following].quoted:
        following += 1
    if following < len(lines) and (lines[following].quoted or lines[following].text.startswith(">")):
        return following
    sure = bool(_WHEN.search(text)) and (bool(_ADDRESS.search(text)) or bool(_BEGINS.search(text)))
    told_by_a_person = last >= next  # below it another quote begins
    return len(lines) if sure and not told_by_a_person else None


def _last_quote(lines: Sequence[Line]) -> int:
    """Where the last line is that a quote surely begins or goes on with; -1 where there is none."""
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].quoted or _all_is_old_from(lines, at):
            return at
    return -1


def _all_is_old_from(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text[:_LONGEST]
    if _OLD_LINE.search(text):
        return True
    return bool(_FROM_LINE.search(text)) and _heads_follow(lines, at)


def _heads_follow(lines: Sequence[Line], at: int) -> bool:
    near = [line for line in lines[at + 1 : at + 1 + 2 * _HEADS] if line.text.strip()][:_HEADS]
    return sum(bool(_OTHER_LINE.search(line.text[:_LONGEST])) for line in near) >= 2


def _without_rule(kept: list[Line]) -> list[Line]:
    """The rule above the heads belongs to the quote, and so do words that say that an old mail follows."""
    end = len(kept)
    while end and _is_rule(kept[end - 1].text[:_LONGEST]):
        end -= 1
    return kept[:end]


def _is_rule(text: str) -> bool:
    return not text.strip() or bool(_RULE.search(text) or _OLD_BARE.search(text))


def _unsigned(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    written = [line for line in lines if not line.signed]
    signature = [line for line in lines if line.signed]
    begins = _signature_begins(written)
    below = [line for line in written[begins:] if not _SIGN.search(line.text[:_LONGEST])]
    return _without_footer(written[:begins], [*below, *signature])


def _signature_begins(lines: Sequence[Line]) -> int:
    for at, line in enumerate(lines):
        text = line.text[:_LONGEST]
        if _SIGN.search(text) or _NOTICE.search(text):
            return at
        if (_FAREWELL.search(text) or _RULE_ABOVE.search(text)) and _short_under(lines, at):
            return at
    return len(lines)


def _short_under(lines: Sequence[Line], at: int) -> bool:
    """Nothing but a few short lines until the end."""
    few = 0
    for line in lines[at + 1 :]:
        text = line.text.strip()
        if not text or _FOOTER.search(text[:_LONGEST]):
            continue
        few += 1
        if few > _UNDER or len(text) > _SHORT:
            return False
    return True


def _without_footer(written: list[Line], signature: list[Line]) -> tuple[list[Line], list[Line]]:
    end = len(written)
    while end and (not written[end - 1].text.strip() or _FOOTER.search(written[end - 1].text[:_LONGEST])):
        end -= 1
    return written[:end], [*written[end:], *signature]


def _tidy(lines: Sequence[Line]) -> str:
    text = "\n".join(line.text.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n").strip()
