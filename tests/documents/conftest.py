"""Fonts and the PDF reader are installed where we may; without them these tests fail, never skip."""

import subprocess
from pathlib import Path

import pytest

ENSURE = Path(__file__).parents[2] / "tools" / "ensure-fonts"


@pytest.fixture(scope="session", autouse=True)
def printing() -> None:
    """What drawing and reading back needs."""
    done = subprocess.run([ENSURE, "--reader"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
