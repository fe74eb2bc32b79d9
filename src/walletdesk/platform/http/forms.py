"""A page's form with files in it: its texts clean, its files to be closed by whoever took them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile

from walletdesk.platform.http.text import NotText, clean_text


@dataclass(frozen=True, slots=True)
class SentForm:
    """It may hold a secret, so it never prints itself."""

    texts: Mapping[str, str] = field(repr=False)
    files: Sequence[UploadFile] = field(repr=False)

    async def close(self) -> None:
        for file in self.files:
            await file.close()


async def form_of(request: Request[Any, Any, Any]) -> SentForm:
    """By either way in which a browser sends a form. Raises NotText for what is no text.

    A file field that nobody filled comes as an empty text, and is no file.
    """
    try:
        sent = list((await request.form()).multi_items())
    except (UnicodeDecodeError, LookupError):  # of a part's own letters
        raise NotText from None
    files = [value for _, value in sent if isinstance(value, UploadFile)]
    texts = {name: clean_text(value) for name, value in sent if isinstance(value, str)}
    return SentForm(texts, files)
