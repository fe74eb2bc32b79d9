"""Names of what is done about fakes, and what we write to those who can take one down.

A person reads a letter, and sends it from their own mailbox.
"""

from walletdesk.impersonation.model import Campaign, State, TakedownState, Target
from walletdesk.platform.i18n import Locale, day, translate

STATES = {
    State.REPORTED: "To be looked at",
    State.CONFIRMED: "A fake",
    State.NOT_FAKE: "Not a fake",
    State.GONE: "Down",
}
TAKEDOWNS = {
    TakedownState.TO_DO: "To write",
    TakedownState.SENT: "Sent",
    TakedownState.ANSWERED: "Answered",
    TakedownState.REFUSED: "Refused",
    TakedownState.DONE: "Taken down",
}
TARGETS = {
    Target.REGISTRAR: "Registrar of the domain",
    Target.HOST: "Host of the site",
    Target.BROWSER_LISTS: "Warning lists of browsers",
    Target.PLATFORM: "Platform of the account",
    Target.STORE: "App store",
    Target.CARRIER: "Phone company",
    Target.MAIL_PROVIDER: "Mail provider",
    Target.POLICE: "Police",
}
_ASKS = {
    Target.REGISTRAR: "Please suspend this domain.",
    Target.HOST: "Please take this content down.",
    Target.BROWSER_LISTS: "Please list it as phishing.",
    Target.PLATFORM: "Please suspend this account for impersonation.",
    Target.STORE: "Please remove this app; it is not ours.",
    Target.CARRIER: "Please stop this number from being used for fraud.",
    Target.MAIL_PROVIDER: "Please suspend this mailbox.",
    Target.POLICE: "We report this as attempted fraud.",
}


def letter(campaign: Campaign, target: Target, locale: Locale, *, brand: str, proof_at: str) -> str:
    """Subject, an empty line, the text. ``proof_at``: where the signed list of our channels stands."""
    say = {
        "value": campaign.indicator.value.removeprefix(":"),
        "brand": brand,
        "first": day(locale, campaign.first_at.date()),
        "count": str(campaign.reports),
        "proof": proof_at,
    }
    lines = (
        "Impersonation of {brand}: {value}",
        "",
        "{value} pretends to be the support of {brand}, and asks people for what opens their wallets.",
        "First reported to us on {first}; reports until today: {count}.",
        "All channels that are ours are listed and signed here: {proof}",
        _ASKS[target],
        "Please tell us your reference, so that we can tell the people who reported it.",
    )
    return "\n".join(translate(locale, line, **say) if line else "" for line in lines)
