"""What must hold of a mail, by the keys of its expectations; the names of the keys are those of the sets."""

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any, Final

from walletdesk.app.wiring.heart import secret_in
from walletdesk.channels.email.inbound import Answers, Judgement, Place
from walletdesk.platform.blobs import clean_name
from walletdesk.platform.mime import Automatic, ReadMail

_OUTCOMES: Final[Mapping[str, Set[str]]] = {
    "append_marked_unverified_or_held": {Place.JOINS_UNVERIFIED, Place.HELD},
    "new_conversation_or_held_for_review": {Place.NEW, Place.HELD},
    "accept": set(Place),
    "any": set(Place),
    "accept_truncated_or_reject_cleanly": set(Place),
}

KEYS: Final = {
    "visible_text_contains", "subject", "secret_redacted_everywhere", "reply", "reply_contains",
    "reply_exact",
    "reply_must_not_contain", "reply_may_also_contain", "signature_may_stay", "from_name", "from_email",
    "from_email_not", "ui_warning", "rendered_html_must_not_match", "outcome", "verified_sender",
    "must_not_be_sent_to_customer", "history_must_not_be_sent_to_sender",
    "reply_to_stranger_must_not_quote_history",
    "readable_by_customers", "must_not_send_auto_reply", "must_not_trigger_survey", "automatic", "is_bounce",
    "failed_recipients", "filename", "attachment_rules", "limits", "must_not", "parses",
}  # fmt: skip

Expect = Mapping[str, Any]


def wrong(mail: ReadMail, judgement: Judgement, expect: Expect) -> Iterator[str]:
    """A few words for each thing that does not hold."""
    yield from _wrong_words(mail, expect)
    yield from _wrong_reply(mail.body.reply, expect)
    yield from _wrong_sender(mail, expect)
    yield from _wrong_markup(mail, expect)
    yield from _wrong_place(judgement, expect)
    yield from _wrong_answers(mail, judgement, expect)
    yield from _wrong_bounce(mail, expect)
    yield from _wrong_files(mail, expect)


def _wrong_words(mail: ReadMail, expect: Expect) -> Iterator[str]:
    shown = f"{mail.subject}\n{mail.body.text}"
    for word in expect.get("visible_text_contains", ()):
        if word not in shown:
            yield f"does not show {word!r}"
    if expect.get("subject", mail.subject) != mail.subject:
        yield f"the subject is {mail.subject!r}"
    found = secret_in(f"{shown}\n{mail.body.html}") is not None
    if found != expect.get("secret_redacted_everywhere", found):
        yield "a secret was found" if found else "the secret was not found"


def _wrong_reply(reply: str, expect: Expect) -> Iterator[str]:
    yield from (f"the reply lacks {word!r}" for word in expect.get("reply_contains", ()) if word not in reply)
    yield from (
        f"the reply has {word!r}" for word in expect.get("reply_must_not_contain", ()) if word in reply
    )
    if expect.get("reply", "") not in reply or ("reply_exact" in expect and not _is_exact(reply, expect)):
        yield f"the reply is {reply[:80]!r}"


def _wrong_sender(mail: ReadMail, expect: Expect) -> Iterator[str]:
    name, address = (mail.sender.name, mail.sender.address) if mail.sender else ("", "")
    if expect.get("from_name", name) != name:
        yield f"the name is {name!r}"
    if expect.get("from_email", address) != address or expect.get("from_email_not") == address:
        yield f"the sender is {address!r}"
    if expect.get("ui_warning") and not mail.doubts:
        yield "nobody is warned"


def _wrong_markup(mail: ReadMail, expect: Expect) -> Iterator[str]:
    for rule in expect.get("rendered_html_must_not_match", ()):
        if any(re.search(rule, tag) for tag in re.findall(r"<[^<>]*>", mail.body.html)):
            yield f"the markup matches {rule}"


def _wrong_place(judgement: Judgement, expect: Expect) -> Iterator[str]:
    wanted = expect.get("outcome")
    if wanted is not None and judgement.place not in _OUTCOMES.get(wanted, {wanted}):
        yield f"{judgement.place} instead of {wanted}"
    if expect.get("verified_sender", judgement.is_verified) != judgement.is_verified:
        yield "taken for verified"
    if expect.get("must_not_be_sent_to_customer") and judgement.place is not Place.HELD:
        yield "shown to the contact"
    secret = (
        expect.get("history_must_not_be_sent_to_sender")
        or expect.get("reply_to_stranger_must_not_quote_history")
        or expect.get("readable_by_customers") is False
    )
    if secret and judgement.place is Place.JOINS:
        yield "a stranger could read the conversation"


def _wrong_answers(mail: ReadMail, judgement: Judgement, expect: Expect) -> Iterator[str]:
    allowed = _allowed(expect.get("must_not_send_auto_reply"))
    if judgement.answers not in allowed:
        yield f"answers: {judgement.answers}"
    if expect.get("must_not_trigger_survey") and judgement.may_be_surveyed:
        yield "would be surveyed"
    if expect.get("automatic") and mail.automatic is Automatic.NO:
        yield "taken for a person's"


def _allowed(silent: object) -> set[Answers]:
    match silent:
        case None:
            return set(Answers)
        case True:
            return {Answers.NEVER}
        case False:
            return {Answers.MAY}
        case _:
            return {Answers.ONCE_A_DAY, Answers.NEVER}


def _wrong_bounce(mail: ReadMail, expect: Expect) -> Iterator[str]:
    is_bounce = mail.automatic is Automatic.BOUNCE
    if expect.get("is_bounce", is_bounce) != is_bounce:
        yield "taken for a bounce" if is_bounce else "not taken for a bounce"
    failed = {one.lower() for one in expect.get("failed_recipients", mail.failed)}
    if failed != {one.lower() for one in mail.failed}:
        yield f"failed: {', '.join(mail.failed) or 'nobody'}"


def _wrong_files(mail: ReadMail, expect: Expect) -> Iterator[str]:
    names = [clean_name(file.name, _suffix(file.name)) for file in mail.files]
    if "filename" in expect and expect["filename"] not in names:
        yield f"files: {names}"
    if "attachment_rules" in expect:
        yield from (f"the name {name!r}" for name in names if re.search(r"[/\\\x00-\x1f\u200b-\u206f]", name))


def _suffix(name: str) -> str:
    found = re.search(r"\.[a-z0-9]{1,8}$", name, re.IGNORECASE)
    return found[0].lower() if found else ".bin"


def _is_exact(reply: str, expect: Expect) -> bool:
    """But for white space; a signature that nothing marks may stay."""
    if expect.get("signature_may_stay"):
        for line in expect.get("reply_may_also_contain", ()):
            reply = reply.replace(line, "")
    return _letters(reply) == _letters(expect["reply_exact"])


def _letters(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]", "", text)
