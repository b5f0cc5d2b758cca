"""Shares tests out among processes, file by file."""

from pathlib import Path
from typing import Any

from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

LONG = Path(__file__).parents[1] / "long.txt"
"""Files of few tests that take half a minute or more."""
TELLING = ("tests/case/test_complete.py", "tests/case/test_rows.py")
"""What asks what all stories exercised together, and shares the answer in one process."""
STORIES = "tests/case/"


class ByFile(LoadFileScheduling):  # type: ignore[misc]
    """What takes longest begins first, so that no process is left at the end with a long file alone.

    Then come the stories, and once they are told, what asks whether they left anything out: what is
    not told by then it would tell once more.
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.long = frozenset(LONG.read_text(encoding="utf-8").split())

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return TELLING[0] if file in TELLING else file

    def _assign_work_unit(self, node: Any) -> None:
        self.workqueue.move_to_end(max(self.workqueue, key=self._rank), last=False)
        super()._assign_work_unit(node)

    def _rank(self, file: str) -> tuple[bool, int, int]:
        """The higher, the sooner."""
        asks, told = file == TELLING[0], file.startswith(STORIES)
        order = 2 if told and not (asks and self._telling()) else int(not told)
        return file in self.long, order, len(self.workqueue[file])

    def _telling(self) -> bool:
        """Whether stories are being told, or wait to be."""
        done = (unit.items() for unit in self.assigned_work.values())
        begun = {file for some in done for file, tests in some if not all(tests.values())}
        return any(file.startswith(STORIES) for file in {*self.workqueue, *begun} - {TELLING[0]})
