"""The addresses of commands, derived from their rows; bodies and the OpenAPI document follow."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.case.table import RULES
from domain.ground.commands import Command
from domain.ground.names import TYPED
from domain.ground.rows import Rule
from domain.ground.streams import Stream
from relief.words.dictionary import chapter
from relief.words.dictionary import command as command_word

GIVEN = "POST"
"""The method of every command's address."""


class Tag(StrEnum):
    """The chapters of the API."""

    INTAKE = chapter("intake")
    INQUIRY = chapter("inquiry")
    NOTICE = chapter("notice")
    DECISION = chapter("decision")
    PAYMENT = chapter("payment")
    PAPERS = chapter("papers")
    ENDING = chapter("ending")
    BESIDE = chapter("beside")
    OFFICERS = chapter("officers")
    ASSESSMENT = chapter("assessment")
    READING = chapter("reading")
    PERSONAL = chapter("personal")
    SERVICE = chapter("service")


class About(StrEnum):
    """What the number in a path names."""

    CASE = "case"
    LEAD = "lead"
    COUNTY = "county"
    LAW = "law"
    OFFICER = "officer"
    PERSON = "person"
    NOTHING = ""


NUMBERS = {
    About.CASE: re.compile(r"[0-9]{9}-[0-9A-Z-]{1,30}"),
    About.LEAD: re.compile(r"[0-9]{9}-[0-9A-Z-]{1,30}"),
    About.COUNTY: re.compile(r"[0-9]{6}"),
    About.LAW: re.compile(r"[a-z0-9][a-z0-9-]{0,59}"),
    About.OFFICER: TYPED,
    About.PERSON: re.compile(r"[0-9a-f]{32}"),
}
"""How a number in a path is written; anything else names nothing."""


PREFIXES: Mapping[Stream, str] = {
    Stream.CASE: "/v1/cases/{case}",
    Stream.LEAD: "/v1/leads/{lead}",
    Stream.DELEGATIONS: "/v1/counties/{county}",
    Stream.OFFICERS: "/v1/officers/{officer}",
    Stream.PERSON_KEY: "/v1/persons/{person}",
    Stream.LAW: "/v1/laws/{law}",
    Stream.CALENDAR: "/v1/calendar",
    Stream.DIVISIONS: "/v1/divisions",
    Stream.VALUES: "/v1/reference-values",
}
"""Where each kind of stream is found; a row says what follows."""

CASE = PREFIXES[Stream.CASE]


@dataclass(frozen=True, slots=True)
class CommandRoute:
    """A command and its address. ``decision``: given only over the version of the case seen."""

    path: str
    command: type[Command]
    tag: Tag
    decision: bool = False

    @property
    def name(self) -> str:
        """The name of the operation."""
        return self.command.__name__

    @property
    def summary(self) -> str:
        """What the command is called in Chinese."""
        return command_word(self.name)

    @property
    def about(self) -> About:
        """What its path names."""
        return next((about for about in NUMBERS if f"{{{about}}}" in self.path), About.NOTHING)


def route(command: type[Command], row: Rule) -> CommandRoute:
    """The address of a command, by its row: what opens a file is asked for where all files are."""
    prefix = PREFIXES[row.own]
    if row.opens:
        prefix = prefix.rpartition("/")[0]
    path = "/".join(filter(None, (prefix, row.address)))
    return CommandRoute(path, command, Tag[row.chapter.name], row.sees_version)


ROUTES: tuple[CommandRoute, ...] = tuple(
    route(command, row) for command, row in RULES.items() if row.address is not None
)
"""Every command an officer can give; the others come from the passing of time, or from the machine."""
