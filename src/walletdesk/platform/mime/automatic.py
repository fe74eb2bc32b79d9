"""Whether a program wrote it: such a mail is kept and never answered.

RFC 3834, and what programs say instead of it.
"""

import re
from email.message import Message
from typing import Final

from walletdesk.platform.mime.headers import text_of
from walletdesk.platform.mime.model import Automatic

_NOBODY: Final = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|owner-.*|.*-(?:bounces?|request"
    r"|owner)|bounce[-+=].*|.*\+bounce)@?",
    re.IGNORECASE,
)
_SAYS_SO: Final = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Auto-Reply-From",
    "X-Failed-Recipients",
    "X-MS-Exchange-Inbox-Rules-Loop",
    "X-Loop",
)
_SUPPRESS: Final = re.compile(r"\b(?:all|oof|autoreply)\b", re.IGNORECASE)
_PRECEDENCE: Final = re.compile(r"^(?:bulk|list|junk|auto_reply)\b", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"^(?:auto(?:matic)?[ :-]?(?:reply|response)|out of (?:the )?office|i am out of|abwesen"
    r"|automatische antwort|réponse automatique"
    r"|respuesta automática|自动回复|自動回覆|自动答复|自動回應|不在办公室|外出)",
    re.IGNORECASE,
)
_BOUNCED: Final = re.compile(
    r"^(?:undeliver|delivery (?:status notification|failure)|mail delivery (?:failed|system)|returned mail"
    r"|failure notice|退信|系统退信|无法送达)",
    re.IGNORECASE,
)


def judged(message: Message, sender: str, *, return_path: str | None) -> Automatic:
    if _is_report(message):
        return Automatic.BOUNCE
    said = text_of(message, "Auto-Submitted").split(";")[0].strip().lower()
    marks = (
        bool(said) and said != "no",
        return_path == "",
        any(name in message for name in _SAYS_SO),
        bool(_SUPPRESS.search(text_of(message, "X-Auto-Response-Suppress"))),
        bool(_PRECEDENCE.search(text_of(message, "Precedence"))),
        is_list(message),
        bool(_NOBODY.search(sender.partition("@")[0] + "@")) or not sender.partition("@")[0],
    )
    if any(marks):
        return Automatic.BOUNCE if _BOUNCED.search(text_of(message, "Subject")) else Automatic.YES
    subject = text_of(message, "Subject")
    return Automatic.PERHAPS if _SUBJECT.search(subject) or _BOUNCED.search(subject) else Automatic.NO


def is_list(message: Message) -> bool:
    return any(name in message for name in ("List-Id", "List-Post", "List-Unsubscribe"))


def _is_report(message: Message) -> bool:
    """RFC 3464."""
    kind = str(message.get_param("report-type", "") or "").lower()
    return message.get_content_type() == "multipart/report" and kind in {"delivery-status", ""}
