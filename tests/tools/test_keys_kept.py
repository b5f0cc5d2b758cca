"""Keys lie in their own file and nowhere else: what could not be changed leaves nothing beside it."""

import errno
import os
from collections.abc import Callable
from typing import Any

import pytest

from relief.bootstrap import build
from relief.cli import main
from tests.support.histories import History
from tests.tools.test_keys_open import OLD_KEY, newest, settings

pytestmark = [pytest.mark.day, pytest.mark.slow]


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EPERM, errno.ENOSPC])
def test_a_key_file_that_cannot_be_replaced_is_told_with_the_way_out(
    history: History,
    number: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A rotation, and then a retirement: neither is on record, and no key lies beside the file."""
    build(settings(history)).close()
    assert main(["officers", "first", "zhang.san"]) == 0
    for words in (["keys", "rotate"], ["keys", "retire", "--id", OLD_KEY]):
        before, facts = history.key.read_bytes(), newest(history)
        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", refusing(number))
            for _ in range(2):
                capsys.readouterr()
                assert main([*words, "--officer", "zhang.san"]) == 1
                said = capsys.readouterr()
                assert said.err.startswith(f"“{history.key}”没有改动") and "挂载" in said.err
        assert history.key.read_bytes() == before and newest(history) == facts
        assert [*history.key.parent.glob(f"{history.key.name}.*")] == []
        assert main([*words, "--officer", "zhang.san"]) == 0
    left = history.key.with_name(f"{history.key.name}.{'0' * 16}")
    left.write_bytes(history.key.read_bytes())
    assert main(["keys", "show"]) == 0 and str(left) in capsys.readouterr().err
    assert main(["verify"]) == 0 and str(left) in capsys.readouterr().out


def refusing(number: int) -> Callable[..., None]:
    """What a system does that lets nobody."""

    def refused(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    return refused
