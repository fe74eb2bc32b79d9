"""What each step says; the English sentence is the key of its translation. None names what destroys before its turn."""

from walletdesk.platform.i18n import Locale, translate
from walletdesk.releases.problems.model import Checked, State, Step, Trouble

STATES: dict[State, str] = {
    State.CURRENT: "Current version",
    State.OUTDATED: "Outdated version",
    State.KNOWN_BAD: "Withdrawn version",
    State.UNKNOWN: "Version not known",
}
TROUBLES: dict[Trouble, str] = {
    Trouble.WONT_OPEN: "It doesn't open",
    Trouble.CRASHES: "It closes by itself or freezes",
    Trouble.UPDATE_FAILS: "The update can't be installed",
    Trouble.OFFLINE: "It opens, but loads nothing",
    Trouble.OTHER: "Something else",
}
_STEPS: dict[Step, str] = {
    Step.STOP_USING: "Stop using this version: don't sign or send anything in it. Your coins are on the chain and stay there.",
    Step.CHANGE_NETWORK: "Change the network once: from Wi-Fi to mobile data or back, without a VPN. Then try again.",
    Step.RESTART: "Close the app fully, restart the phone and open the app again.",
    Step.FREE_SPACE: "Look at the phone's free storage. If it is nearly full, delete photos or other things, never the wallet.",
    Step.TEST_BACKUP: "Find the backup of every wallet: its phrase on paper, or a keystore and its password. Check it on another clean device: after importing, the addresses must be the same. No backup, or not the same addresses: stop here and ask a person.",
    Step.UPDATE: "Update from our official download page, over the app that is there. Don't uninstall it.",
    Step.REINSTALL: "Only now, with every backup checked: uninstall the app, install it from our official download page, import each wallet and compare the addresses. What wasn't backed up is lost by this, and that can't be undone.",
    Step.ASK_PERSON: "Still not working: ask a person. Have version, phone and system ready, and a picture without phrase, key or codes.",
}


def step_words(step: Step, checked: Checked, locale: Locale) -> str:
    if step is Step.KNOWN_PROBLEM:
        known = checked.problem.get(locale, "")
        if not checked.fixed_in:
            return translate(locale, "Known of this version: {problem} It isn't fixed yet.", problem=known)
        return translate(
            locale,
            "Known of this version: {problem} Fixed in {version}.",
            problem=known,
            version=checked.fixed_in,
        )
    return translate(locale, _STEPS[step])
