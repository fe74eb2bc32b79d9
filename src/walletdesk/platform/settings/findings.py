"""What is wrong with the settings, one clear line each. A line names the key and never shows a value."""

from dataclasses import dataclass, field
from typing import Literal

from walletdesk.platform.i18n import Locale, Value, translate


@dataclass(frozen=True, slots=True)
class Finding:
    """``message`` is the key of its translation; an error stops the start, a warning does not."""

    message: str
    where: str = ""
    level: Literal["error", "warning"] = "error"
    values: dict[str, Value] = field(default_factory=dict)

    def said(self, locale: Locale) -> str:
        sentence = translate(locale, self.message, **self.values)
        return f"{self.where}: {sentence}" if self.where else sentence


class SettingsError(Exception):
    """The settings cannot be used."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(finding.said("en") for finding in findings))
