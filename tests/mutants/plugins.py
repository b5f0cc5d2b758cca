"""Plugins of the test runner: instead of running every test, tests are asked about mutants."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

import pytest

from tests.mutants.forks import End, Outcome, together
from tests.mutants.mutant import Mutant
from tests.mutants.order import proves

Tell = Callable[[Outcome], None]
Order = Callable[[Mutant, Sequence[pytest.Item]], Sequence[pytest.Item]]
"""Which of the tests collected are asked about a mutant, the likeliest first."""


class Until:
    """A plugin that runs tests until one fails, or until nobody wants to wait any longer."""

    def __init__(self, mutant: Mutant, patience: float) -> None:
        self.mutant, self.patience = mutant, patience
        self.failed = False
        self.spent = 0.0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Told after each part of a test."""
        self.failed = self.failed or report.failed

    def run(self, order: Sequence[pytest.Item]) -> Outcome:
        """Ask the tests one by one."""
        began = process_time()
        for item, following in zip(order, [*order[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                proven = tuple(sorted(proves(item, self.mutant)))
                return Outcome(self.mutant.id, End.KILLED, item.nodeid, proven)
            self.spent = process_time() - began
            if self.spent > self.patience:
                return Outcome(self.mutant.id, End.SURVIVED, "nobody waited any longer")
        return Outcome(self.mutant.id, End.SURVIVED)


class Collected:
    """A plugin: instead of running the tests it collected, run mutants with them."""

    def __init__(
        self, mutants: Sequence[Mutant], order: Order, jobs: int, patience: float, tell: Tell
    ) -> None:
        self.mutants, self.order, self.tell = mutants, order, tell
        self.jobs, self.patience = jobs, patience

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Told when all is collected."""
        work = [(one, lambda one=one: self.ask(one, session)) for one in self.mutants]
        for outcome in together(work, self.jobs):
            self.tell(outcome)
        return True

    def ask(self, mutant: Mutant, session: pytest.Session) -> Outcome:
        """In a fork: strike, and run tests until one fails."""
        own_folder(session.config)
        session.config.pluginmanager.unregister(name="terminalreporter")
        until = Until(mutant, self.patience)
        session.config.pluginmanager.register(until)
        order = self.order(mutant, session.items)
        mutant.apply()
        return until.run(order)


class Only:
    """A plugin of one fork: the tests collected after the change are run until one fails."""

    def __init__(self, mutant: Mutant, order: Order, patience: float) -> None:
        self.mutant, self.order, self.until = mutant, order, Until(mutant, patience)
        self.outcome = Outcome(mutant.id, End.SURVIVED)
        self.broken = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Told after each file is read: one that cannot even be imported has noticed, too."""
        if report.failed and not self.broken:
            self.broken = report.nodeid

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Told when all is collected."""
        own_folder(session.config)
        session.config.pluginmanager.register(self.until)
        self.outcome = self.until.run(self.order(self.mutant, session.items))
        if self.outcome.end is End.SURVIVED and self.broken:
            self.outcome = Outcome(self.mutant.id, End.KILLED, self.broken)
        return True


def own_folder(config: pytest.Config) -> None:
    """Temporary files of a fork are its own."""
    factory = config._tmp_path_factory  # type: ignore[attr-defined]
    factory._basetemp = Path(tempfile.mkdtemp(prefix="mutant-"))
