"""Every sentence the bot can say, in English: the key of its translation (domain ``assistant``).

The bot says these and what stands in published articles, nothing else: no figure about money, no time that
the calendar and the promise did not give.
"""

# who speaks
I_AM_A_BOT = "I'm {app}'s support bot, not a person."
GREETING = (
    "Hello, I'm {app}'s support bot, not a person. I can find the steps for you, or bring in a person at any "
    "time. What happened, in one sentence?"
)
NO_SECRETS = "Please don't send a recovery phrase, private key, password or code; nothing here needs them."
WHAT_HAPPENED = "What happened, in one sentence?"

# answers
DID_THIS_HELP = "Did this help?"
WORDED_BY_A_MODEL = (
    "A language model worded this from the article below. What the article says is what counts."
)
WHICH_ONE = "I'm not sure which you mean, and I won't guess. Is it one of these?"
NO_ANSWER = "I have no checked answer to this, so I won't make one up."
NOT_ENOUGH = "Then this article is not enough."
BRING_A_PERSON = "Shall I bring in a person, with everything you wrote?"
OTHER_WORDS = "Please say it in other words: what did you do, and what do you see?"
NO_FILES = "I can't read pictures or files; a person can. What happened, in one sentence?"
NOTED = "I've noted that for the person. What happened with it, in one sentence?"
ADD_THE_ID = (
    "One thing helps whoever takes over: the transaction ID, copied from the transaction's details and from "
    "nowhere else. If you don't have it, go on without it."
)
ADD_THE_CHAIN = (
    "One thing helps whoever takes over: which network was it, as the transaction's details name it? "
    "If you don't know, go on without it."
)
ADD_THE_VERSION = (
    "One thing helps whoever takes over: which version of the app do you have? "
    "If you can't find it, go on without it."
)
TRANSACTION_ID = "Transaction ID (hash)"
NETWORK = "Network"
APP_VERSION = "App version"
NOTED_WITH_THE_REST = "I've noted that for the person who takes over."
ONE_OF_THESE = "Is it one of these instead?"
WITH_A_NUMBER = "Reply with a number:"
GLAD = "Good. If something is left, reply here; your record is kept and you won't start over."
DONT_SEND = (
    "Please don't send it. Whoever holds your phrase or key can take your coins, so not even to us. "
    "A transaction ID is enough."
)

# a transaction that was looked up
LOOKED_UP = "Transaction {name}: {title}."
NEWS_OF = "News of transaction {name}: {title}."
ASK_ABOUT_THIS = "Ask a person about this"
THAT_HELPED = "That helped"

# the way to a person
HANDING_OVER = (
    "I'm handing you over to a person, with everything you wrote and sent. You don't need to repeat it."
)
REPLY_BY = "You'll have a reply by {reply_by}."
NOBODY_ONLINE = "Nobody is online right now."
WAIT_UNKNOWN = "We can't estimate the wait right now."
BACK_AT = "Our people are back at {next_open}."
BACK_UNKNOWN = "Our people are not here right now, and I don't know yet when they are back."
STORED_UNDER = "Your message is stored under {ticket}."
STORED = "Your message is stored."
ADD_MORE = "You can add more here at any time; it will be read."

# whether we are who we say
CHECK_US = (
    "You need not take my word for it: open the page “Are you talking to us now?” from our app or our help "
    "pages. If this conversation is listed there, you are talking to us."
)
CHECK_OTHERS = "Never check by a link, number or code that somebody sent you."
IF_ELSEWHERE = "If somebody elsewhere says they are our support, say so: a person comes at once."

# danger
URGENT = "This is urgent. I've called a person for you; no need to tap anything."
MEANWHILE = "Meanwhile, in this order:"
HANG_UP = (
    "Is someone telling you what to press, on a call, in a group or by screen sharing? "
    "Hang up and stop sharing first. Then read on."
)
WE_NEVER_ASK = (
    "We never ask for a recovery phrase, private key, keystore, password or code, nor for remote control, "
    "a test transfer or a fee. Whoever asks is a scammer."
)
SECOND_SCAM = (
    'People who offer to "recover" or "unlock" your money are mostly a second scam. '
    "If they want money first, don't answer."
)
GUIDED = (
    "These steps stand on a page of their own too: tick off what is done, have your address looked at, and "
    "take the evidence."
)
GUIDE = "Save what is still there"
MAYBE_AT_RISK = (
    "I can't rule out that your money is at risk, so I've called a person; no need to tap anything."
)
UNTIL_THEN = "Until then, sign nothing, send nothing, and tell nobody a phrase, key, password or code."
IS_IT_HAPPENING = (
    "One question first: is money leaving your wallet without you, is somebody telling you what to do, "
    "or may somebody else have your phrase?"
)
IF_NOT = "If not: I'm not sure which you mean, and I won't guess. Is it one of these?"
UNTIL_SURE = (
    "Until that is clear, sign nothing, send nothing, and tell nobody a phrase, key, password or code."
)
SAY_SO_FIRST = (
    "If money is leaving your wallet without you, somebody is telling you what to do, or somebody else may "
    "have your phrase, say that first: a person comes at once."
)
OR_IS_IT_HAPPENING = "If any of this is happening to you, say so: a person comes at once."
YOUR_SAFETY = (
    "Your safety matters more than the money. I've called a person to talk with you; please stay here. "
    "If you are in danger, contact someone near you or your local emergency service now."
)

# buttons
TALK_TO_A_PERSON = "Talk to a person"
SOLVED = "Solved"
NOT_SOLVED = "Not solved"
NONE_OF_THESE = "None of these"
YES_OR_UNSURE = "Yes, or I'm not sure"
NOTHING_LIKE_IT = "No, nothing like that"
HAPPENING_TO_ME = "It is happening to me"
LEAVE_A_MESSAGE = "Leave a message"
TRY_OTHER_WORDS = "Try other words"
MENU = {  # topic of the starter articles -> what people call it
    "incoming-not-received": "Not arrived",
    "tx-pending": "Transaction stuck",
    "stolen-funds": "Stolen or scammed",
    "forgot-password": "Forgot password",
    "scam-fake-support": "Is this really support?",
}

ALL = frozenset(
    value for name, value in dict(globals()).items() if name.isupper() and isinstance(value, str)
) | frozenset(MENU.values())
