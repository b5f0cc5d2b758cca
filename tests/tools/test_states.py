"""`relief replay --all` tells one hash over every state, the same wherever the history lies."""

import json
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

from relief.opening import for_reading
from relief.tools.output import Output
from relief.tools.states import plain, replay_all
from tests.support.postgres import fresh_database
from tests.support.proving import CLOCK, Proven, recorded_anew

pytestmark = pytest.mark.slow


def told(proven: Proven, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """What the command says, without a key."""
    service = for_reading(proven.settings, CLOCK)
    try:
        assert replay_all(service, Output(json=True)) == 0
    finally:
        service.close()
    found: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


def test_one_hash_on_both_databases(
    postgres: URL, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Equal on SQLite and PostgreSQL and in a process of its own; another once one state is another."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = recorded_anew(tmp_path / "a", make_url(f"sqlite:///{tmp_path / 'a' / 'proven.db'}"))
    first = told(one, capsys)
    with ExitStack() as until_the_end:
        url = until_the_end.enter_context(fresh_database(postgres))
        other = recorded_anew(tmp_path / "b", url)
        assert told(other, capsys) == first
    environment = {**one.settings.environment(), "PYTHONHASHSEED": "7", "PYTHONPATH": "."}
    run = [sys.executable, "-m", "relief", "replay", "--all", "--json"]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout) == first, done.stderr
    one.run('UPDATE events SET body = replace(body, \'"on":"2026\', \'"on":"2025\')')
    assert told(one, capsys) != first


def test_what_nobody_foresaw_is_no_state() -> None:
    """Sets and mappings are told in one order; what cannot be told in one way is refused."""
    assert plain({"b": {3, 1, 2}, "a": (True, None)}) == [["a", [True, None]], ["b", [1, 2, 3]]]
    with pytest.raises(TypeError):
        plain(object())
