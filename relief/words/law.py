"""What provisions ask, in our own words, and why some have nothing behind them."""

from domain.law.citations import Citation, exists
from domain.law.parts import ParameterUnit
from relief.words.dictionary import CHINESE, entry, knows, word

COUNTED = "counted"
"""By parameter: what a count is of."""


def summary(provision: Citation, language: str = CHINESE) -> str:
    """What a provision asks; a pack's own are told by the pack. Raises ``Unworded``."""
    if not exists(str(provision)):
        return provision.summary
    return str(entry("law", provision.document, provision.place, language))


def unit(parameter: str, unit: str, language: str = CHINESE) -> str:
    """In what a value of the law is told: of a count, what is counted. Raises ``Unworded``."""
    if unit == ParameterUnit.COUNT and knows(COUNTED, parameter):
        return word(COUNTED, parameter, language)
    return word(ParameterUnit.__name__, unit, language)


def chapter(number: int, language: str = CHINESE) -> str:
    """The title of a chapter of the regulation. Raises ``Unworded``."""
    return str(entry("law", "chapters", str(number), language))


def not_modelled(place: str, language: str = CHINESE) -> str:
    """Why nothing implements a provision. Raises ``Unworded``."""
    return str(entry("law", "not-modelled", place, language))


def partly(place: str, language: str = CHINESE) -> str:
    """What of a provision is not implemented. Raises ``Unworded``."""
    return str(entry("law", "partly", place, language))
