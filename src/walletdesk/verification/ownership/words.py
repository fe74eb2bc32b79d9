"""The text that is signed, and what an agent says about it. Every word of it is ours."""

from urllib.parse import urlsplit

from walletdesk.platform.i18n import Locale, negotiate, translate
from walletdesk.platform.settings import Settings
from walletdesk.verification.ownership.model import Statement

PAGE = "/ownership"


class Words:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._host = urlsplit(settings.public_url).netloc

    def statement(self, one: Statement) -> str:
        """Plain letters and line ends alone: it must survive copying, and be read on a small device."""
        locale = negotiate(one.locale)
        until = f"{one.until:%Y-%m-%d %H:%M} UTC"
        return "\n".join(
            (
                translate(locale, "{app} support: I show that this address is mine.", app=self._app(locale)),
                one.address,
                "",
                translate(
                    locale,
                    "This text is not a transaction. Signing it costs nothing, moves nothing and permits "
                    "nothing.",
                ),
                translate(
                    locale,
                    "Sign it only if you asked for it yourself at {host}. If somebody sent it to you, stop: "
                    "they would pass for you.",
                    host=self._host,
                ),
                "",
                translate(locale, "Conversation: {conversation}", conversation=one.conversation),
                translate(locale, "Valid once, until: {until}", until=until),
                translate(locale, "Number: {nonce}", nonce=one.nonce),
            )
        )

    def invitation(self, asked: str) -> str:
        """What an agent may send: where it is done, and that nobody must."""
        locale = negotiate(asked)
        return translate(
            locale,
            "If you want to show that an address is yours, you can sign a text with it here: {link} It costs "
            "nothing and moves nothing. You don't have to; we help you without it too.",
            link=f"{self._settings.public_url}{PAGE}?locale={locale}",
        )

    def _app(self, locale: Locale) -> str:
        return self._settings.name_of_app(locale)
