"""The case after its fact n, on the page and on the command line: one history, told twice alike."""

from html import unescape

import pytest

from relief.tools.output import Output
from relief.tools.replay import replay
from tests.api.conftest import Api
from tests.api.test_journeys import (
    test_a_general_case_runs_from_application_to_archive as general,
)
from tests.api.words import CASEWORKER, TOWNSHIP
from tests.console.read import read
from tests.console.test_forms import page

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@ONE_STORE
def test_the_slider_at_n_tells_line_n_of_the_replay(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    """Day, fact, officer, post and the stage after it, of every line of a whole case."""
    general(api)
    api.follow()
    (case,) = (
        one["case"]
        for one in api.get(CASEWORKER, f"/v1/ledgers/township/{TOWNSHIP}").json()["items"]
    )
    capsys.readouterr()
    assert replay(api.service, case, None, Output()) == 0
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    lines = [one for one in told if one and one[0].isdecimal() and len(one) == 7]
    assert [int(one[0]) for one in lines] == list(range(1, len(lines) + 1))
    for n, day, name, officer, post, _, stage in lines:
        shown = page(api, f"/console/cases/{case}/history?v={n}")
        section = unescape(shown.text).partition('id="at"')[2].partition("</section>")[0]
        assert all(one in section for one in (f"第{n}版", name, day, officer, post)), n
        current = (
            unescape(shown.text).partition('<li aria-current="true">')[2].partition("</li>")[0]
        )
        assert name in current and stage in current and day in current, n
        at = dict(read(shown.text).forms[-1].fields).get("v")
        assert at == n
