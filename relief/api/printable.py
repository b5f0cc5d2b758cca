"""What whoever records an application is told of signs that no letter could show, before one is posted."""

from collections.abc import Iterator
from typing import Any

from domain.case.plain import private
from domain.case.table import LETTERS, RULES
from domain.ground.commands import Command
from domain.ground.history import KeyGone
from domain.ground.refusal import Code
from relief.api.bodies import APPLICATION
from relief.api.problems import Fault, told
from relief.documents.papers import Papers
from relief.outside import drawable

WRITTEN_OF = frozenset(letter.fact for letter in LETTERS.values())
"""What somebody is written to for."""


def names_people(command: type[Command]) -> bool:
    """Whether it says an application, whole or anew."""
    return hasattr(command, "members") or hasattr(command, "changes")


def leads_to_letters(command: type[Command]) -> bool:
    """Whether somebody is written to for what it brings about."""
    return not (names_people(command) or WRITTEN_OF.isdisjoint(RULES[command].brings))


def unprintable(command: Command) -> Iterator[Fault]:
    """Each field with a sign no font at hand has; a name is kept as it is all the same."""
    for path, value in private(command):
        if not drawable(value.reveal()):
            yield Fault(Code.SIGN_NOT_PRINTABLE, None, path)


def unprintable_names(papers: Papers, case: str) -> list[Fault]:
    """Each member of an application whose name has such a sign, before a letter is to show it."""
    try:
        members = papers.facts(case).application.members
        names = [member.name.reveal() for member in members]
    except KeyGone:
        return []
    return [
        Fault(Code.SIGN_NOT_PRINTABLE, None, f"members.{n}.name")
        for n, name in enumerate(names)
        if not drawable(name)
    ]


def told_of_names(papers: Papers, case: str) -> list[dict[str, Any]]:
    """The same in words, as of the form of an application."""
    return [told(one, APPLICATION) for one in unprintable_names(papers, case)]
