"""The few ways a request can be refused. The HTTP edge maps each to a status and to the caller's language."""

Value = str | int | float | None


class Refused(Exception):  # noqa: N818 - reads better in a raise
    """Base of every refusal we expect in normal business. Anything else is a bug and should crash.

    ``message`` is the English sentence that is also the key of its translation; ``{fields}`` in it are filled
    from ``values``. Neither may hold what a person typed.
    """

    code = "refused"
    message = "This was refused."

    def __init__(self, message: str = "", *, code: str = "", **values: Value) -> None:
        self.message = message or self.message
        self.code = code or self.code
        self.values = values
        super().__init__(self.message)

    def worded(self, locale: str) -> dict[str, Value]:
        """Values that are words, in ``zh-CN`` or ``en``."""
        return {}


class NotFound(Refused):
    code = "not_found"
    message = "There is nothing here."


class Conflict(Refused):
    code = "conflict"
    message = "This does not fit the present state."


class Duplicate(Conflict):
    code = "duplicate"
    message = "This exists already."


class Invalid(Refused):
    code = "invalid"
    message = "This cannot be read."


class Forbidden(Refused):
    """Only for a request that is not the signed-in person's own doing; a thing out of reach is NotFound."""

    code = "forbidden"
    message = "This request did not come from our own page."


class SecretStopped(Refused):
    """A recovery phrase, key or code was found in what was sent; nothing of it was kept."""

    code = "secret_stopped"
    message = "This looks like a secret. It was stopped: not kept, no agent sees it. Treat it as leaked."


class MayBeSecret(Refused):
    """Bare digits that are a transaction ID or a private key; nothing of them was kept."""

    code = "may_be_secret"
    message = (
        "This can be a transaction ID or a private key. It was not kept. Write in front of it which it is."
    )


class TooLarge(Refused):
    code = "too_large"
    message = "This is too large."


class TooMany(Refused):
    """``retry_after`` in whole seconds."""

    code = "too_many"
    message = "Too many attempts. Try again in {retry_after} seconds."

    def __init__(self, message: str = "", *, retry_after: int, code: str = "", **values: Value) -> None:
        super().__init__(message, code=code, retry_after=retry_after, **values)


class Unavailable(Refused):
    """We cannot keep what was sent, so it was not accepted. ``retry_after`` in whole seconds."""

    code = "unavailable"
    message = "This was not accepted. Try again in {retry_after} seconds; what you wrote is still here."

    def __init__(self, message: str = "", *, retry_after: int = 5, code: str = "", **values: Value) -> None:
        super().__init__(message, code=code, retry_after=retry_after, **values)
