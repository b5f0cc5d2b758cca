"""The auditor's page is a real session: given again, each command prints what the page shows."""

from pathlib import Path

import pytest

from tests.audit.session import begun, run, shown, surroundings, told, without_chance

pytestmark = [pytest.mark.slow, pytest.mark.day]


@pytest.fixture(autouse=True)
def tools_speak_chinese() -> None:
    """Every word printed stands on the page; the names of files are the auditor's own."""


def test_the_session_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command in order, with nothing otherwise but names, keys, roots and who is drawn by them."""
    made = begun(tmp_path)
    for name, value in surroundings(made).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    blocks, codes = shown(), []
    for block in blocks:
        lines = [*told(block)]
        ended = [run(line) for line in lines]
        codes += [code for code, _ in ended]
        printed = "".join(text for _, text in ended).replace(f"{tmp_path}/", "")
        commands = block[: block.rindex("$ ")] + block[block.rindex("$ ") :].partition("\n")[0]
        assert without_chance(block) == without_chance(f"{commands}\n{printed}"), lines
    assert len(blocks) > 10 and codes.count(4) == 1 and codes[-1] == 4 and {*codes} == {0, 4}
