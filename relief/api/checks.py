"""What questions ask of their conditions beside their form: that the law, a list or a day knows them.

Each raises ``Problem`` 400, and says nothing of a condition that could not be read.
"""

from collections.abc import Mapping
from typing import Any

from domain.law.pack import NoLawInForce
from domain.time.limits import Limit, Unit
from relief.api.coded import COMMANDS, LIMITS, SERIES
from relief.api.desk import Desk
from relief.api.legal import limits
from relief.api.mistakes import choices, wrong
from relief.api.problems import Gathering
from relief.api.routes import ROUTES, About

Given = Mapping[str, Any]

STEPS = tuple(route for route in ROUTES if route.about is About.CASE)
BY_NAME = {route.name: route for route in STEPS}
"""The commands about a case, by name."""


async def time_limit(desk: Desk, given: Given) -> None:
    """A limit that some law has on some day."""
    known = limits(desk.service.law)
    listed(given, "time_limit", known, known)


async def reckoned(desk: Desk, given: Given) -> None:
    """A day with a law, and a limit that some law has."""
    found = Gathering()
    with found.kept():
        known = limits(desk.service.law)
        by_days = {name: one for name, one in known.items() if one.unit is not Unit.HOUR}
        listed(given, "limit", known, by_days)
    with found.kept():
        try:
            desk.service.law.on(given.get("start", desk.service.clock.now().date()))
        except NoLawInForce:
            raise wrong("start", "no-law-in-force") from None
    found.told()


def listed(given: Given, name: str, known: Mapping[str, Limit], fit: Mapping[str, Limit]) -> None:
    """Raises ``Problem`` where the limit that a condition names is in no law; ``fit`` are those told."""
    if given.get(name) is not None and given[name] not in known:
        raise wrong(name, "not-in-list", **choices(fit, LIMITS))


async def series(desk: Desk, given: Given) -> None:
    """A series of figures that the law asks for, or that was recorded."""
    name = given.get("series")
    if name is None:
        return
    rules = desk.service.law.on(desk.service.clock.now().date()).outcomes.series
    if name not in rules:
        recorded = await desk.blocking(desk.service.references.current)
        if name not in recorded.series:
            raise wrong("series", "not-in-list", **choices(rules, SERIES))


async def step(desk: Desk, given: Given) -> None:
    """A command about a case."""
    if given.get("command") is not None and given["command"] not in BY_NAME:
        raise wrong("command", "not-a-step", allowed=",".join(BY_NAME), list=COMMANDS)
