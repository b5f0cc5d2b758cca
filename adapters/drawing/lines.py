"""Breaking text into lines as Chinese is set: no line begins with a comma or ends with a bracket.

Numbers and Latin words stay whole; Tibetan breaks after a tsheg or a shad.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Measure = Callable[[str], float]
"""The width of a piece of text in millimetres."""

NOT_FIRST = frozenset("，。、；：！？）》」』】〕”’…％%,.;:!?)]}་།")
NOT_LAST = frozenset("（《「『【〔“‘([{¥￥")

_TIBETAN = r"[\u0f00-\u0fff]+?(?:[\u0f0b\u0f0d]+|(?=[^\u0f00-\u0fff])|$)"
_LATIN = r"[0-9A-Za-z.,/_@+*-]+"
_TOKEN = re.compile(f"{_TIBETAN}|{_LATIN}|.", re.DOTALL)


@dataclass(slots=True)
class _Filling:
    """The line being filled."""

    room: float
    tokens: list[str] = field(default_factory=list)
    width: float = 0.0

    def text(self) -> str:
        """What it says."""
        return "".join(self.tokens)


def break_lines(text: str, width: float, measure: Measure, indent: float = 0.0) -> list[str]:
    """The lines of one paragraph; the first has ``indent`` less room. Empty text is one line."""
    lines: list[str] = []
    line = _Filling(width - indent)
    for token in _tokens(text, width, measure):
        size = measure(token)
        if line.tokens and line.width + size > line.room + 0.01:
            carried = _carried(line.tokens, token)
            lines.append(line.text())
            line = _Filling(width, carried, sum(measure(one) for one in carried))
        line.tokens.append(token)
        line.width += size
    return [*lines, line.text()]


def _carried(tokens: list[str], following: str) -> list[str]:
    """Takes off the end of a line what may not stand there, and returns it for the next line.

    A number or Latin word that fills the line alone gives its last sign.
    """
    keep = len(tokens)
    while keep > 1 and (following[0] in NOT_FIRST or tokens[keep - 1][-1] in NOT_LAST):
        keep -= 1
        following = tokens[keep]
    carried = tokens[keep:]
    del tokens[keep:]
    whole = tokens[0]
    if following[0] in NOT_FIRST and len(whole) > 1 and whole.isascii() and whole[-1].isalnum():
        carried.insert(0, whole[-1])
        tokens[0] = whole[:-1]
    return carried


def _tokens(text: str, width: float, measure: Measure) -> Iterator[str]:
    """Pieces that stay whole, unless one is wider than a line."""
    for token in _TOKEN.findall(text):
        if len(token) > 1 and measure(token) > width:
            yield from token
        else:
            yield token
