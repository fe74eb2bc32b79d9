"""Forms: what an inbox asks before a conversation, what a message asks in it, and what was filled in."""

from collections.abc import Mapping, Sequence

import msgspec

from walletdesk.conversations import Answer, Ask, Form, Option, Question, Unfit, checked, in_words
from walletdesk.platform.http import Misfitting
from walletdesk.platform.i18n import Locale
from walletdesk.platform.misfits import Misfit
from walletdesk.platform.settings import FieldSettings, FormSettings, InboxSettings


class OptionView(msgspec.Struct):
    id: str
    text: str


class FieldView(msgspec.Struct):
    id: str
    kind: str
    name: str
    hint: str
    required: bool
    options: list[OptionView]


class FormView(msgspec.Struct):
    """``required``: a conversation about one of ``topics`` begins with this; else it may be passed over."""

    category: str
    topics: list[str]
    required: bool
    fields: list[FieldView]


def forms_of(inbox: InboxSettings, locale: str) -> list[FormView]:
    """Those that are asked, in the reader's language."""
    asked = [form for form in inbox.forms if _asking(inbox, form) != "off"]
    return [
        FormView(
            category=form.category,
            topics=form.topics,
            required=_asking(inbox, form) == "required",
            fields=[_shown(field, locale) for field in form.fields],
        )
        for form in asked
    ]


def filled_in(inbox: InboxSettings, category: str, given: Mapping[str, str]) -> tuple[Answer, ...]:
    """What fits, in the order of the form. Raises Misfitting with a word on every field that does not."""
    form = next((one for one in inbox.forms if one.category == category), None)
    how = _asking(inbox, form) if form else "off"
    if form is None or how == "off" or (how == "optional" and not any(given.values())):
        return ()
    read = [(field.id, checked(_question(field), given.get(field.id, ""))) for field in form.fields]
    wrong = [(id, one) for id, one in read if isinstance(one, Unfit)]
    if wrong:
        raise Misfitting([_misfit(f"answers.{id}", one) for id, one in wrong])
    return tuple(one for _, one in read if isinstance(one, Answer))


def answered(form: Form, given: str) -> str:
    """What was filled into the field of a message, tidied. Raises Misfitting."""
    question = Question(id="text", kind=form.kind, name={}, required=True)
    read = checked(question, given)
    if not isinstance(read, Answer):
        raise Misfitting([_misfit("text", read or Unfit("This is needed."))])
    return read.value


def _asking(inbox: InboxSettings, form: FormSettings) -> str:
    return form.pre_chat or inbox.pre_chat


def _question(field: FieldSettings) -> Question:
    return Question(
        id=field.id,
        kind=Ask(field.kind),
        name=_words(field.name),
        required=field.required,
        options=tuple(Option(id=option.id, name=_words(option.name)) for option in field.options),
    )


def _shown(field: FieldSettings, locale: str) -> FieldView:
    options: Sequence[OptionView] = [
        OptionView(option.id, in_words(_words(option.name), locale)) for option in field.options
    ]
    return FieldView(
        id=field.id,
        kind=field.kind,
        name=in_words(_words(field.name), locale),
        hint=in_words(_words(field.hint), locale),
        required=field.required,
        options=list(options),
    )


def _words(given: Mapping[Locale, str]) -> dict[str, str]:
    """Settings know our locales by type, conversations by their names."""
    return {str(locale): text for locale, text in given.items()}


def _misfit(where: str, unfit: Unfit) -> Misfit:
    return Misfit(unfit.message, where, dict(unfit.values))
