"""``relief verify`` holds every deed to the rules it was decided under, on either database."""

import json

import pytest

from relief.cli import main
from tests.support.histories import History

pytestmark = [pytest.mark.day, pytest.mark.slow]
Capture = pytest.CaptureFixture[str]
PAID = "540121207-20260203-ECVFKP"
"""A case of it that was paid."""
ALL = "stream LIKE 'case-%'"
ANSWERED = f"stream = 'case-{PAID}' AND version >= 13"
"""From the fact on by which finance says what the bank answered to the order it gave."""
APPROVAL = f"stream = 'case-{PAID}' AND name LIKE 'relief-approved/%'"
NEWER = "substr(body, 1, length(body) - 1) || ',\"rules\"\\:2}'"
"""The same body, with the second edition named in it."""
POST = 'replace(body, \'"post"\\:"township-leader"\', \'"post"\\:"finance"\')'


def rewritten(history: History, body: str, which: str) -> None:
    """The owner of the database takes the walls down and writes something else into facts."""
    down, up = "DROP TRIGGER events_no_update", "SELECT 1"
    if not history.on_sqlite:
        down = "ALTER TABLE events DISABLE TRIGGER USER"
        up = "ALTER TABLE events ENABLE TRIGGER USER"
    history.run(down, f"UPDATE events SET body = {body} WHERE {which}", up)


def faults(capsys: Capture) -> list[str]:
    """What verify finds unlawful."""
    capsys.readouterr()
    assert main(["verify"]) == 4
    told = capsys.readouterr().out.splitlines()
    return [line for line in told if "不合规：" in line]


def named(told: list[str]) -> set[tuple[str, ...]]:
    """The codes and rules of faults, which stand in cells of their own."""
    return {tuple(line.split("  ")[1:]) for line in told}


def test_what_an_earlier_release_left_was_lawful_and_is_counted(
    history: History, capsys: Capture
) -> None:
    """Under the first edition, which its facts do not name; what could not be asked is told."""
    assert main(["verify"]) == 0
    assert "928 项经办按当时的规则（第1版 928 项）复核合规，共问 8356 处" in capsys.readouterr().out
    assert main(["verify", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["deeds"], found["asked"]) == ({"1": 928}, 8356)
    assert found["unasked"]["as_worded"] > 0 and found["faults"] == []


def test_the_same_history_would_not_be_lawful_under_the_second_edition(
    history: History, capsys: Capture
) -> None:
    """What came with it is named: two hands at the bank, visitors in post, an account on record."""
    rewritten(history, NEWER, ALL)
    assert named(faults(capsys)) == {
        ("duties-not-separate", "duties"),
        ("officer-unknown", "visitors_known"),
        ("account-missing", "account_on_record"),
    }


def test_an_order_answered_by_the_same_hand_under_the_second_edition_is_named(
    history: History, capsys: Capture
) -> None:
    """The case, the version, the edition and the rule; nothing else is accused."""
    rewritten(history, NEWER, ANSWERED)
    (line,) = faults(capsys)
    assert f"case-{PAID}第13条事实（发放到账）按第2版规则不合规：" in line
    assert line.endswith("  duties-not-separate  duties")


def test_an_approval_by_a_post_without_the_power_is_named(
    history: History, capsys: Capture
) -> None:
    """Under the first edition as well: that power is as old as the rules."""
    rewritten(history, POST, APPROVAL)
    assert ("post-not-competent", "post") in named(faults(capsys))


@pytest.mark.parametrize(
    ("old", "new", "which", "against"),
    [
        (
            '"post":"approver"',
            '"post":"caseworker"',
            "stream = 'delegations-540102'",
            {("post-not-competent", "post"), ("out-of-jurisdiction", "territory")},
        ),
        (
            '"division":"540103"',
            '"division":"540104"',
            "stream = 'delegations-540103'",
            {("out-of-jurisdiction", "territory")},
        ),
        (
            '"appointment":null',
            '"appointment":"任-1"',
            "stream = 'reference-values' AND body LIKE '%city-officer%' AND version = 3",
            {("post-not-competent", "appointment")},
        ),
    ],
    ids=["another post", "another county", "no such appointment"],
)
def test_a_deed_of_a_register_by_whoever_might_not_is_named(
    old: str, new: str, which: str, against: set[tuple[str, ...]], history: History, capsys: Capture
) -> None:
    """Delegations and figures as well as cases; as it was left, nothing is accused."""
    assert main(["verify"]) == 0
    assert "登记册经办 116 项均由有权岗位办理" in capsys.readouterr().out
    rewritten(history, f"replace(body, '{old}', '{new}')".replace(":", "\\:"), which)
    told = faults(capsys)
    assert named(told) == against
    assert all("✗ delegations-" in line or "✗ reference-values" in line for line in told)


def test_replay_says_which_rules_each_fact_was_decided_under(
    history: History, capsys: Capture
) -> None:
    """One edition, or from which fact on the next; each fact by itself in JSON."""
    assert main(["replay", PAID]) == 0
    assert "按第1版规则）" in capsys.readouterr().out
    rewritten(history, NEWER, ANSWERED)
    assert main(["replay", PAID]) == 0
    assert "按第1版规则（第1条起）、第2版规则（第13条起）" in capsys.readouterr().out
    assert main(["replay", PAID, "--json"]) == 0
    editions = [entry["rules"] for entry in json.loads(capsys.readouterr().out)]
    assert editions == [1] * 12 + [2] * (len(editions) - 12)


def test_cases_begun_under_older_rules_after_newer_ones_are_told(
    history: History, capsys: Capture
) -> None:
    """No fault: two releases may run side by side at an upgrade; whoever else chose them is seen."""
    first = "stream LIKE 'case-%' AND version = 1"
    oldest = f"position = (SELECT min(position) FROM events WHERE {first})"
    rewritten(history, NEWER, oldest)
    main(["verify"])
    assert "起已用第2版规则，其后仍有59个案件按较早版次收件" in capsys.readouterr().out
