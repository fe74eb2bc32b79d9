"""Does somebody ask for a person? "人工", "有冇真人", "human pls", "不要机器人": any wording counts."""

from walletdesk.assistant.model.reading import clauses, plain, words
from walletdesk.assistant.model.wish_en import wants_person_en
from walletdesk.assistant.model.wish_zh import wants_person_zh


def wants_person(text: str) -> bool:
    """A wish in one clause is a wish; a refusal ("不用转人工") speaks for its own clause only."""
    return any(wants_person_zh(clause) or wants_person_en(words(clause)) for clause in clauses(plain(text)))
