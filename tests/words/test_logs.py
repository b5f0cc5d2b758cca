"""What the log tells people is Chinese: every line there is, every fact in it; a library's is named so."""

import ast
import json
import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import structlog

from domain.ground.refusal import Code
from relief.logs import BLOT, Flat, configure, flatly
from relief.words.dictionary import table
from relief.words.refusals import Edge, wording
from tests.api.words import CARD
from tests.words.judged import english

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
    assert written | APART == table("logs", "events").keys()


def test_every_fact_of_a_line_is_named() -> None:
    """As far as it is written in the call; and no sentence has English of its own."""
    facts = {keyword.arg for one in CALLS for keyword in one.keywords if keyword.arg}
    facts |= {"request_id", "officer", "method", "route", "case", "status", "ms", "codes"}
    assert facts - KNOWN_FACTS <= table("logs", "facts").keys()
    sentences = [str(one) for name in ("events", "facts") for one in table("logs", name).values()]
    assert [one for one in sentences if english(one)] == []


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
