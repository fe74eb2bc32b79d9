"""The bot: answers from published articles and hands the rest to a person."""
