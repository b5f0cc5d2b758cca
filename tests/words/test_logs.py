"""What the log tells people is Chinese: every line there is, every fact in it; a library's is named so."""

import ast
import json
import logging
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import structlog
import uvicorn.lifespan.on
import uvicorn.protocols.http.httptools_impl
import uvicorn.server

from domain.ground.refusal import Code
from relief.logs import BLOT, Flat, configure, flatly
from relief.words.dictionary import table
from relief.words.edges import Edge
from relief.words.refusals import wording
from tests.api.words import CARD
from tests.support.complete import complete
from tests.words.judged import english

LOGS = "relief/words/zh-CN/logs.toml"
ROOT = Path(__file__).parents[2]
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
APART = {"request"}
"""Said as a flat line."""

KNOWN_FACTS = {"exc_info"}
"""What is no fact of a line."""


def calls() -> Iterator[ast.Call]:
    """Every line the code writes to a log."""
    for floor in ("domain", "adapters", "projections", "relief"):
        for file in ROOT.joinpath(floor).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and logs(node.func):
                    yield node


def logs(by: ast.expr) -> bool:
    """Whether what is called writes a line."""
    named = isinstance(by, ast.Attribute) and by.attr in LEVELS
    return named and getattr(getattr(by, "value", None), "id", "") in {"log", "logger"}


CALLS = tuple(calls())


def test_every_line_has_its_chinese_and_no_chinese_is_left_over() -> None:
    """Neither a tool nor a terminal shows an English sentence of ours."""
    said = [one.args[0] for one in CALLS]
    assert len(said) > 30 and all(isinstance(one, ast.Constant) for one in said)
    written = {str(one.value) for one in said if isinstance(one, ast.Constant)}
    complete(table("logs", "events"), written | APART, f"events in {LOGS}")


def test_every_fact_of_a_line_is_named() -> None:
    """As far as it is written in the call; and no sentence has English of its own."""
    facts = {keyword.arg for one in CALLS for keyword in one.keywords if keyword.arg}
    facts |= {"request_id", "officer", "method", "route", "case", "status", "ms", "codes"}
    unnamed = sorted(facts - KNOWN_FACTS - table("logs", "facts").keys())
    assert not unnamed, f"facts in {LOGS} says nothing of {unnamed}: write it there"
    sentences = [str(one) for name in ("events", "facts") for one in table("logs", name).values()]
    assert [one for one in sentences if english(one)] == []


def servers() -> Iterator[str]:
    """Every alarm the server can say, but what it says of how it is started by its own tool."""
    places = (uvicorn.server, uvicorn.lifespan.on, uvicorn.protocols.http.httptools_impl)
    for module in places:
        for place in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(place, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from alarms(place)


def alarms(function: ast.AST) -> Iterator[str]:
    """The sentences of a function's alarms, written there or kept in ``msg`` before."""
    every = [*ast.walk(function)]
    kept = [
        node.value.value
        for node in every
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        if getattr(node.targets[0], "id", "") in ("msg", "message")
    ]
    for node in every:
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("warning", "error"):
            first = node.args[0]
            yield from [str(first.value)] if isinstance(first, ast.Constant) else map(str, kept)


UNHEARD = re.compile("(Waiting for|Application startup c|No supported WebSocket).*")
"""What is no alarm, and what a server without such connections never says."""


def test_every_alarm_of_the_server_has_its_chinese() -> None:
    """Its other lines are not told at all."""
    said = {one for one in servers() if not UNHEARD.match(one)}
    known = table("logs", "theirs").keys()
    assert len(said) > 6 and sorted(said - known) == []
    assert sorted(known - said) == []
    assert logging.getLogger("uvicorn.error").getEffectiveLevel() >= logging.WARNING


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What people are shown."""
    kept = [*logging.getLogger().handlers]
    configure("INFO", stream := StringIO(), people=True)
    yield stream
    logging.getLogger().handlers = kept


def test_a_line_is_a_sentence_with_its_facts(log: StringIO) -> None:
    """Of both ways of logging; codes by their titles, and what a library says in its own words."""
    structlog.get_logger("x").info("sweep", due=3, acted=1, refused={Code.BUSY.value: 2})
    structlog.get_logger("x").error("not ready", cause=Edge.FOLLOWER_LAGS.value, seconds="3")
    logging.getLogger("x").warning("%s is complete at position %d", "ledgers_1", 7)
    logging.getLogger("library").warning("hello %s", CARD)
    flatly(logging.getLogger("x"), Flat(event="request", status=403, codes=[Code.BUSY.value]))
    swept, unready, built, theirs, request = log.getvalue().splitlines()
    busy = wording(Code.BUSY).title
    assert swept.endswith(f" 提示：时限巡查（到期3、处理1、未处理{busy}2次）")
    assert unready.endswith(f" 错误：服务未就绪（原因{wording(Edge.FOLLOWER_LAGS).title}、秒3）")
    assert built.endswith(" 注意：台账“ledgers_1”已建立，到第7条事实")
    assert theirs.endswith(f" 注意：其他组件“library”：“hello {BLOT}”")
    assert request.endswith(f" 提示：请求（状态码403、原因{busy}）")


def test_a_failure_is_told_by_its_type(log: StringIO) -> None:
    """Never by its message, which may hold anything; the traceback is for machines."""
    try:
        raise ValueError(CARD)
    except ValueError:
        structlog.get_logger("x").exception("the sweep failed and is tried again")
    assert log.getvalue().strip().endswith("时限巡查失败，稍后重试（故障“builtins.ValueError”）")


def test_what_is_served_is_for_machines() -> None:
    """JSON, one object a line, where nobody sits before it."""
    kept = [*logging.getLogger().handlers]
    configure("INFO", stream := StringIO())
    logging.getLogger("x").warning("%s is complete at position %d", "ledgers_1", 7)
    logging.getLogger().handlers = kept
    told = json.loads(stream.getvalue())
    assert told.keys() == {"event", "level", "logger", "timestamp"}
    assert told["event"] == "ledgers_1 is complete at position 7"
