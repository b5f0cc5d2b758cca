"""The dictionary as clients get it, for the OpenAPI document."""

from relief.api.answers import Answer


class FieldWords(Answer):
    """What a field is called, what to mind, how a value looks; empty where nothing is to be said."""

    label: str
    hint: str
    example: str


class CommandWords(Answer):
    """What a command is called, in which chapter, and where it is given, if anybody gives it."""

    title: str
    chapter: str
    href: str | None
    if_match: bool


class FieldRefusal(Answer):
    """What a refusal says of one field."""

    sentence: str
    way_out: str


class RefusalWords(Answer):
    """A refusal: facts stand in ``{}``, and what is in ``[]`` falls away without its facts."""

    title: str
    sentence: str
    way_out: str
    status: int
    fields: dict[str, FieldRefusal]


class FormGroup(Answer):
    """Fields of a form that stand together, in their order; a short form is one without a title."""

    title: str
    fields: list[str]


class WordBook(Answer):
    """The dictionary: values by list, fields by record, forms, commands, chapters, facts, refusals."""

    language: str
    values: dict[str, dict[str, str]]
    fields: dict[str, dict[str, FieldWords]]
    forms: dict[str, list[FormGroup]]
    chapters: dict[str, str]
    commands: dict[str, CommandWords]
    facts: dict[str, str]
    fact_values: dict[str, dict[str, str]]
    refusals: dict[str, RefusalWords]
    limits: dict[str, str]
    materials: dict[str, str]
    series: dict[str, str]
    laws: dict[str, str]
