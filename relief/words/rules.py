"""What single rules ask and what works for them, in one sentence each, by their names."""

from relief.words.dictionary import CHINESE, entry
from relief.words.fields import label


def asks(name: str, command: str, language: str = CHINESE) -> str:
    """What a guard or check asks of a command; ``said(village)`` asks it of that field.

    ``command`` is the name of a command's class, for what the field is called there. Raises
    ``Unworded``.
    """
    rule, _, field = name.partition("(")
    sentence = str(entry("rules", "asked", rule, language))
    return sentence.format(field=label(field.rstrip(")"), command)) if field else sentence


def does(name: str, language: str = CHINESE) -> str:
    """What a function that works for rules and assessments gives. Raises ``Unworded``."""
    return str(entry("rules", "functions", name.lstrip("_"), language))
