"""What somebody put into the form, and what is wrong with it. No I/O, no clock."""

from dataclasses import dataclass, field, replace

from walletdesk.releases import Build

CATEGORIES = ("transfer", "wallet", "security", "app", "other")
LONGEST_TEXT = 4000  # characters: a whole story, and still one message
LONGEST_VERSION = 40
LONGEST_DEVICE = 80
MOST_FILES = 5
LONGEST_EMAIL = 254


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """It may hold a secret, so it never prints itself."""

    category: str = ""
    text: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    device: str = field(default="", repr=False)
    version: str = field(default="", repr=False)
    build: Build = field(
        default_factory=Build, repr=False
    )  # what the app said of itself; ``version`` is typed

    @property
    def whole(self) -> str:
        """Everything that was typed or told: somebody may spread a secret over the fields."""
        given = [self.text, self.device, self.version, self.email, self.build.package, self.build.source]
        return "\n".join(filter(None, given))

    def without_words(self) -> "Draft":
        """What may be shown again after a secret was in it."""
        return replace(self.with_text_alone(), text="")

    def with_text_alone(self) -> "Draft":
        """Without the other fields, any of which may hold a part."""
        return replace(self, email="", device="", version="", build=Build(digest=self.build.digest))

    def faults(self) -> dict[str, str]:
        """The field -> what is wrong with it, as a fixed word; empty when it can be sent."""
        found = {
            "category": "choose" if self.category not in CATEGORIES else "",
            "text": _length(self.text, LONGEST_TEXT) or ("empty" if not self.text.strip() else ""),
            "email": _length(self.email, LONGEST_EMAIL),
            "device": _length(self.device, LONGEST_DEVICE),
            "version": _length(self.version, LONGEST_VERSION),
        }
        return {name: fault for name, fault in found.items() if fault}


def _length(text: str, most: int) -> str:
    return "too_long" if len(text.strip()) > most else ""
