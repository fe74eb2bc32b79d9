"""The saved replies that every installation begins with."""

import tomllib
from pathlib import Path

from walletdesk.automation.model import SavedReply, Wording, checked
from walletdesk.kernel.ids import SavedReplyId


def starter_replies() -> list[SavedReply]:
    read = tomllib.loads((Path(__file__).parent / "replies.toml").read_text("utf-8"))
    return [_reply(place, one) for place, one in enumerate(read["reply"])]


def _reply(place: int, read: dict[str, str]) -> SavedReply:
    """``zh-CN`` and ``en``: the title on the first line, the text below it."""
    said = {locale: _wording(read[locale]) for locale in ("zh-CN", "en")}
    shortcode, wordings = checked(read["shortcode"], said)
    id = SavedReplyId(f"rpl_starter_{shortcode}")
    return SavedReply(id=id, agent=None, shortcode=shortcode, wordings=wordings, place=place)


def _wording(written: str) -> Wording:
    title, _, text = written.strip().partition("\n")
    return Wording(title, text)
