"""What our own letters carry so that an answer finds its conversation: sealed, and hard to guess.

In a reply address it may be passed on by whoever got the letter; in a Message-ID it stands in every answer.
So neither lets anybody read: it says where a mail belongs, and who wrote it is judged beside it.
"""

import base64
import hmac
import re
import secrets
from typing import Final

from walletdesk.kernel.ids import ConversationId

_SEAL: Final = 26  # letters of base32: 130 bits
_NONCE: Final = 8  # bytes
_PREFIX: Final = "cnv_"
_ID: Final = r"([0-9a-z]{26})"
_IN_ADDRESS: Final = re.compile(rf"\+{_ID}([a-z2-7]{{26}})@", re.IGNORECASE)
_IN_MESSAGE: Final = re.compile(rf"^{_ID}\.([a-z2-7]{{13}})\.([a-z2-7]{{26}})@", re.IGNORECASE)
LONGEST_LOCAL: Final = 64 - 1 - 26 - _SEAL  # of an address that takes answers; RFC 5321, section 4.5.3.1.1


class ReplyTokens:
    """``key``: of this installation. Letters are compared without their case: mailers change it.

    Raises ValueError for an address too long to hold a token.
    """

    def __init__(self, key: bytes, address: str) -> None:
        self._key = hmac.digest(key, b"walletdesk mail replies", "sha256")
        self._local, _, self._domain = address.partition("@")
        if len(self._local) > LONGEST_LOCAL:
            raise ValueError(f"more than {LONGEST_LOCAL} letters before the @")

    def address(self, conversation: ConversationId) -> str:
        """Where answers of this conversation go."""
        return f"{self._local}+{_short(conversation)}{self._seal('to', conversation)}@{self._domain}"

    def message_id(self, conversation: ConversationId) -> str:
        """A new one; without its brackets."""
        nonce = _letters(secrets.token_bytes(_NONCE))
        return f"{_short(conversation)}.{nonce}.{self._seal('id', conversation, nonce)}@{self._domain}"

    def in_address(self, address: str) -> ConversationId | None:
        found = _IN_ADDRESS.search(address)
        if found is None or not self._is_ours(address):
            return None
        return self._checked(found[1], found[2], "to")

    def in_message_id(self, id: str) -> ConversationId | None:
        found = _IN_MESSAGE.match(id)
        if found is None or not self._is_ours(id):
            return None
        return self._checked(found[1], found[3], "id", found[2].lower())

    def _is_ours(self, address: str) -> bool:
        return address.rpartition("@")[2].lower() == self._domain

    def _checked(self, said: str, seal: str, *what: str) -> ConversationId | None:
        conversation = ConversationId(_PREFIX + said.lower())
        right = self._seal(what[0], conversation, *what[1:])
        return conversation if hmac.compare_digest(right, seal.lower()) else None

    def _seal(self, *parts: str) -> str:
        return _letters(hmac.digest(self._key, "\0".join(parts).encode(), "sha256"))[:_SEAL]


def _short(conversation: ConversationId) -> str:
    return conversation.removeprefix(_PREFIX)


def _letters(raw: bytes) -> str:
    return base64.b32encode(raw).decode("ascii").rstrip("=").lower()
