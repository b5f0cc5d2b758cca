"""Each tool imports what it needs: tools of the law answer at once, where a service takes seconds."""

import subprocess
import sys
from pathlib import Path

import pytest

from relief.bootstrap import build
from relief.cli import LIGHT
from relief.settings import Settings

pytestmark = pytest.mark.day

FLOORS = {"relief", "adapters", "projections", "domain"}
WORDS = {"law": (), "limits": (), "calendar": ("2026-03-02", "+2wd")}

IMPORTED = """
import sys
before = set(sys.modules)
from relief.cli import main
code = main(sys.argv[1:])
names = {name.partition(".")[0] for name in sys.modules.keys() - before}
print(*sorted(names - sys.stdlib_module_names), file=sys.stderr)
sys.exit(code)
"""


def imported(tool: str, folder: Path) -> set[str]:
    """What a tool brought in beside Python's own, in a process of its own without a setting."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, tool, *WORDS[tool]],
        cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.splitlines()[-1].split())


def test_what_draws_is_no_part_of_a_start() -> None:
    """Most commands over a history print nothing: the libraries come with the first file asked for."""
    told = subprocess.run(
        [sys.executable, "-c", "import relief.bootstrap, sys; print(*sys.modules)"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "adapters.drawing.render" in told
    assert {"fpdf", "fontTools", "docx"}.isdisjoint(told)


@pytest.mark.parametrize("tool", LIGHT)
def test_a_tool_of_the_law_imports_no_framework(tool: str, tmp_path: Path) -> None:
    """No database, web, log, key or drawing: of all libraries only the table of holidays."""
    libraries = {"chinese_calendar"} if tool == "calendar" else set()
    assert imported(tool, tmp_path) - FLOORS == libraries


def test_a_reckoning_over_a_file_reads_it_by_the_driver_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the driver, which is Python's own, it takes what decodes facts."""
    monkeypatch.chdir(tmp_path)
    build(Settings()).close()
    brought = imported("calendar", tmp_path) - FLOORS
    assert brought == {"chinese_calendar", "eventsourcing", "msgspec", "typing_extensions"}
