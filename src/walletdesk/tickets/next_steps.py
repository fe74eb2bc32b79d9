"""What may come next with a ticket, as its contact reads it: fixed sentences, which promise nothing.

English, which is the key of the translation. Their names are kept with tickets and never change.
"""

from typing import Final

NEXT_STEPS: Final = {
    "we_look": "We look into it.",
    "we_read_chain": "We check what the chain says about this transaction.",
    "we_ask_party": "We ask the other party, such as an exchange or a bridge. They decide, not we.",
    "wait_for_party": "We wait for the other party to answer. We ask again if they don't.",
    "need_more": "We need something more from you. Your agent tells you what.",
    "protect_first": "Protect what is left first: the steps are in your conversation.",
    "we_reproduce": "We try to see the same on our own devices.",
    "we_correct": "We found the fault and work on a correction.",
    "in_a_version": "The correction comes with a new version of the app.",
    "we_read_law": "Our legal team reads what you sent.",
    "we_answer_in_writing": "You get an answer in writing.",
    "developers_look": "Our developers look into it.",
    "test_again": "Please test again on your side and tell us what you see.",
    "we_tell_you": "We tell you what we found, whatever it is.",
}
