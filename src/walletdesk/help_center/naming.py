"""What a category is called, and what it is about, in the words of those who look for it."""

from walletdesk.knowledge import Category
from walletdesk.platform.i18n import Locale, translate


def category_name(category: Category, locale: Locale) -> str:
    return {
        Category.MONEY: translate(locale, "Money or coins not arrived"),
        Category.KEYS: translate(locale, "Password, phrase, backup"),
        Category.SAFETY: translate(locale, "Stolen, scams, real or fake"),
        Category.FEES: translate(locale, "Fees, sending, swapping"),
        Category.ACCOUNT: translate(locale, "Account and sign-in"),
        Category.APP: translate(locale, "The app itself"),
        Category.SERVICE: translate(locale, "Reaching us"),
    }[category]


def category_about(category: Category, locale: Locale) -> str:
    return {
        Category.MONEY: translate(
            locale,
            "A transfer that waits, went elsewhere, or is there and isn't shown. First see where it is.",
        ),
        Category.KEYS: translate(
            locale, "What opens a wallet, what only locks a phone, and how a backup is made and checked."
        ),
        Category.SAFETY: translate(
            locale, "What to do at once, and how to tell us from somebody who only says so."
        ),
        Category.FEES: translate(
            locale, "What a transfer costs and why, and what to do when one failed or the fee is too high."
        ),
        Category.ACCOUNT: translate(
            locale, "For accounts with e-mail or phone sign-in: codes, freezing, verification."
        ),
        Category.APP: translate(
            locale, "The app crashes, wants an update, or shows something you didn't set."
        ),
        Category.SERVICE: translate(
            locale, "How to reach a person, when we are there, and what you wrote to us."
        ),
    }[category]
