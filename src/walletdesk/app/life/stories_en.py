"""The English half of the demonstration's conversations. Nobody in them is real, and no secret is."""

from walletdesk.app.life.stories_zh import DAY, FRONT_1, FRONT_2
from walletdesk.app.life.story import (
    Story,
    asks,
    notes,
    picture,
    rates,
    replies,
    resolves,
    says,
    takes,
    to_team,
)

STORIES = (
    Story(
        "en",
        3 * DAY + 310,
        "solved",
        "sent eth to my own exchange account, not credited",
        (
            asks(),
            takes(2),
            replies(
                "Hello. I have read everything above. It arrived at the address of the exchange; crediting it is theirs to do."
            ),
            says("so I have to write to them?"),
            replies(
                "Yes. Give them the transaction ID, the amount and the time. Nobody at an exchange needs your recovery phrase."
            ),
            says("ok thanks", 5),
            resolves(),
            rates(4),
        ),
        FRONT_2,
    ),
    Story(
        "en",
        2 * DAY + 180,
        "solved",
        "app wont open after the update",
        (
            asks(),
            takes(1),
            replies(
                "Hello. Before anything else: do you have a tested backup of every wallet on this phone?"
            ),
            says("yes, checked it last month"),
            replies(
                "Good. Restart the phone, then update again. Don't uninstall it before you compared the backup once more."
            ),
            says("restart was enough", 7),
            resolves(),
            rates(5),
        ),
        FRONT_2,
    ),
    Story(
        "en",
        DAY + 500,
        "solved",
        "network fee is higher than what i want to send",
        (
            asks(),
            takes(2),
            replies(
                "The fee is for the network, not for us. It changes with how busy the network is; go by what your wallet shows before you send."
            ),
            says("i will wait for the evening then", 3),
            resolves(),
            rates(4),
        ),
        FRONT_1,
    ),
    Story(
        "en",
        0,
        "after_hours",
        "my swap confirmed but the token is missing",
        (
            asks(),
            says("please look at it in the morning"),
            takes(430),
            replies(
                "Good morning. I read what you wrote in the night. The token is at your address; your wallet isn't showing it yet."
            ),
            says("found it, i had to add the token", 9),
            resolves(),
            rates(5),
        ),
        FRONT_2,
        night=True,
    ),
    Story(
        "en",
        170,
        "solved",
        "is the person who messaged me on a chat app really support?",
        (
            asks(),
            takes(1),
            replies("No. We never write first, and we never ask for your phrase, keys, password or codes."),
            says("blocked him", 2),
            resolves(),
            rates(5),
        ),
        FRONT_2,
    ),
    Story(
        "en",
        60,
        "solved",
        "how do i revoke an approval",
        (
            asks(),
            takes(2),
            replies(
                "Open the approvals list in your wallet, choose the contract and revoke. It costs a network fee; disconnecting the site is not enough."
            ),
            says("done, thank you", 4),
            resolves(),
            rates(4),
        ),
        FRONT_1,
    ),
    Story("en", 4, "bot", "my usdt has not arrived", (says("sent from another wallet"),)),
    Story("en", 12, "waiting", "bridge stuck for six hours", (asks(), says("anyone there?", 3))),
    Story("en", 7, "waiting", "hello sir pls help, i have send to wrong address", (asks(),)),
    Story("en", 1.5, "waiting", "withdrawal from the exchange is not come", (asks(),)),
    Story(
        "en",
        40,
        "waiting_desk",
        "exchange says the deposit needs a proof of ownership",
        (
            asks(),
            takes(2),
            replies("I can help to put that together. Which exchange address was it, and when?"),
            picture(1),
            notes("@Funds desk 1 needs a signed text, shown whole. No transaction."),
            to_team("资金专席 Funds desk"),
        ),
        FRONT_1,
    ),
    Story(
        "en",
        44,
        "with_agent",
        "tokens i never bought showed up in my wallet",
        (
            asks(),
            takes(2),
            replies(
                "Don't touch them: don't swap, don't open the site in their name. Unknown tokens are bait."
            ),
            says("there is a link in the token name"),
            replies("That is the trap. Hide the token in the list; it can't do anything by itself."),
            says("hidden", 4),
        ),
        FRONT_1,
    ),
    Story(
        "en",
        26,
        "with_agent",
        "speed up button is grey",
        (
            asks(),
            takes(2),
            replies("Is the first transaction still waiting, or already confirmed?"),
            says("still waiting since noon", 3),
        ),
        FRONT_2,
    ),
    Story(
        "en",
        19,
        "with_agent",
        "which network should i choose for usdt",
        (
            asks(),
            takes(2),
            replies(
                "The one that the receiver names. The address may look right on several networks; ask them first."
            ),
            says("they say tron", 2),
        ),
        FRONT_2,
    ),
    Story(
        "en",
        15,
        "with_agent",
        "the app asks me to update, is it real?",
        (
            asks(),
            takes(1),
            replies(
                "Update only from where you installed it, never by a link that somebody sent. Where did you see the notice?"
            ),
            says("inside the app", 2),
        ),
        FRONT_2,
    ),
)
