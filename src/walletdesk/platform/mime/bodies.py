"""The parts of a mail: what is read, and what is a file."""

import re
from collections.abc import Iterator
from email.message import Message
from email.policy import compat32
from html import unescape
from typing import Final

from walletdesk.platform.markup import clean_html
from walletdesk.platform.mime.charsets import LOST, decoded
from walletdesk.platform.mime.headers import raw_of, text_of, words
from walletdesk.platform.mime.lines import HTML, Lines, is_deep, of_deep_html, of_html, of_text
from walletdesk.platform.mime.model import Body, Doubt, File
from walletdesk.platform.mime.quotes import parted

_MOST_FILES: Final = 50
_BYTES: Final = 8 * HTML  # more letters than are shown, in whatever set: what is cut is cut there, and said
_REMOTE: Final = re.compile(r"(?i)<img\b[^>]{0,2000}?\bsrc\s*=\s*[\"']?\s*(?:https?:)?//")
_SOURCE: Final = re.compile(r"(?i)<img\b[^>]{0,2000}?\bsrc\s*=\s*[\"']?\s*((?:https?:)?//[^\s\"'<>]{1,2000})")
_MOST_PICTURES: Final = 30
_USERINFO: Final = re.compile(r"(?i)\bhttps?://[^\s/<>\"']{0,200}(?:@|%40|%2f)[^\s<>\"']")
_FORWARDS: Final = re.compile(r"^\s*(?:fwd?|wg|tr|转发|轉寄|轉發)\s*[:：]", re.IGNORECASE)
_REPORTS: Final = {"message/delivery-status", "text/rfc822-headers"}
_TEXTS: Final = {"text/plain", "text/html"}
_AS_IT_CAME: Final = compat32.clone(mangle_from_=False, max_line_length=None)  # a signature must still hold


def body_of(message: Message) -> tuple[Body, list[Doubt]]:
    """Of what is written in two forms, the marked-up one tells more about what is a quote."""
    parts = [part for part in _shown_parts(message) if part.get_content_type() in _TEXTS]
    plains = [part for part in parts if part.get_content_type() == "text/plain"]
    markup = "\n".join(_text(part) for part in parts if part.get_content_type() == "text/html")
    plain = [_lines(part) for part in plains]
    whole = _marked_up(markup)
    if not any(line.text for line in whole.lines):
        whole = Lines([line for part in plain for line in part.lines], any(part.cut for part in plain))
    written = parted(whole.lines, forwards=bool(_FORWARDS.search(text_of(message, "Subject"))))
    text = "\n".join(f"> {line.text}" if line.quoted else line.text for line in whole.lines).strip()
    doubts = [
        *([Doubt.CHARSET] if LOST in text else []),
        *([Doubt.CUT] if whole.cut or any(part.cut for part in plain) else []),
        *([Doubt.LINK] if _USERINFO.search(text) or _USERINFO.search(markup) else []),
    ]
    beside = "\n".join(line.text for part in plain for line in part.lines).strip()
    body = Body(
        text=text,
        reply=written.reply,
        beside="" if beside == text else beside,
        signature=written.signature,
        html="" if whole.cut else clean_html(markup),  # never more than what is read as text
        pictures=len(_REMOTE.findall(markup)),
        remote=_remote(markup),
    )
    return body, doubts


def _remote(markup: str) -> list[str]:
    found = dict.fromkeys(unescape(one) for one in _SOURCE.findall(markup))
    whole = (f"https:{one}" if one.startswith("//") else one for one in found)
    return list(whole)[:_MOST_PICTURES]


def _marked_up(markup: str) -> Lines:
    return of_deep_html(markup) if is_deep(markup) else of_html(markup)


def files_of(message: Message) -> list[File]:
    found: list[File] = []
    for part in _leaves(message):
        if _is_file(part) and len(found) < _MOST_FILES:
            name = words(_said_name(part))
            found.append(
                File(name=name, type=part.get_content_type(), content=_bytes(part), inline=_content_id(part))
            )
    return found


def _shown_parts(message: Message) -> Iterator[Message]:
    for part in _leaves(message):
        if not _is_file(part):
            yield part


def _leaves(message: Message) -> Iterator[Message]:
    """Without recursion; a mail inside a mail is one leaf."""
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(one for one in reversed(inner) if isinstance(one, Message))
        else:
            yield part


def _is_file(part: Message) -> bool:
    kind = part.get_content_type()
    if str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment"):
        return True
    if kind in _REPORTS or part.get_content_maintype() == "multipart":
        return False
    return kind not in _TEXTS or bool(_said_name(part))


def _said_name(part: Message) -> str:
    for header in ("Content-Disposition", "Content-Type"):
        for value in raw_of(part, header)[:1]:
            if not value.isascii():  # bytes in it, which belong to letters of a set nobody named
                part.replace_header(header, decoded(value.encode("utf-8", "surrogateescape")))
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        return ""
    return name if isinstance(name, str) else ""


def _content_id(part: Message) -> str:
    return str(part.get("Content-ID", "")).strip(" <>\r\n\t")[:300]


def _bytes(part: Message) -> bytes:
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        whole = inner[0] if isinstance(inner, list) and inner else None
        return whole.as_bytes(policy=_AS_IT_CAME) if isinstance(whole, Message) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message) -> str:
    said = part.get_param("charset", "")
    return decoded(_bytes(part)[:_BYTES], said if isinstance(said, str) else str(said[2]))


def _lines(part: Message) -> Lines:
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    return of_text(_text(part), flowed=flowed)
