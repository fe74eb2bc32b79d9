"""What a contact tells beside their messages, as the conversation keeps it: JSON that heads show as it is."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from walletdesk.conversations.questions import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackWish:
    """``reach``: a phone number or a handle. ``after`` and ``until`` in ms UTC; ``locale`` to be spoken."""

    reach: str
    after: int
    until: int
    locale: str

    @property
    def window(self) -> str:
        return f"{self.after}-{self.until}"


def as_json(told: CallbackWish | Sequence[Answer]) -> str:
    kept = asdict(told) if isinstance(told, CallbackWish) else [asdict(one) for one in told]
    return json.dumps(kept, ensure_ascii=False)


def told_in(answers: Sequence[Answer]) -> str:
    """All that was written into fields; what was chosen is ours."""
    return " ".join(answer.value for answer in answers if not answer.words)
