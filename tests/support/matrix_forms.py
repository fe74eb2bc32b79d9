"""The routes of the message form in the authorisation matrix."""

from typing import Final

from tests.support.matrix import Row
from tests.support.roles import EVERYBODY

APP_BUILD: Final = {
    "package": "com.fake.wallet",
    "version": "1.2",
    "digest": "ab" * 32,
    "source": "A link",
}
ROWS: Final[dict[str, Row]] = {
    "GET /message": Row(may=EVERYBODY, query=APP_BUILD),
    "POST /message": Row(
        may=EVERYBODY,
        form={"category": "other", "text": "hi", "device": "Phone", "once": "{once}", **APP_BUILD},
        file=True,
    ),
    "POST /api/forms/message": Row(
        may=EVERYBODY,
        body={"key": "k" * 22, "text": "hi", "email": "a@mail.example", "build": APP_BUILD},
    ),
}
