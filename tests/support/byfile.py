"""Shares tests out among processes, file by file."""

from pathlib import Path
from typing import Any

from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

LONG = Path(__file__).parents[1] / "long.txt"
"""Files of few tests that take half a minute or more."""
TELLING = ("tests/case/test_complete.py", "tests/case/test_rows.py")
"""What tells all stories once more, and shares them in one process."""


class ByFile(LoadFileScheduling):  # type: ignore[misc]
    """What takes longest begins first, so that no process is left at the end with a long file alone."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.long = frozenset(LONG.read_text(encoding="utf-8").split())

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return TELLING[0] if file in TELLING else file

    def _assign_work_unit(self, node: Any) -> None:
        first = max(self.workqueue, key=lambda file: (file in self.long, len(self.workqueue[file])))
        self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)
