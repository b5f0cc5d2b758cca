"""Law enters on record, and no file edited in place rewrites what facts rest on."""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from adapters import packs
from adapters.journal import Journal
from adapters.packs.form import fingerprint
from adapters.packs.held import at_11a5808
from adapters.packs.parser import parse
from domain.law.held import AT_11A5808
from domain.registers.law.facts import LawRecorded
from domain.registers.law.state import of_pack, stream
from relief.bootstrap import Service, build
from relief.cli import main
from relief.clock import LHASA, SystemClock
from relief.law.rewriting import LawRewritten, Rewritten
from relief.settings import Settings, WrongSetting
from tests.law.dating import TEXT, changed, with_entries
from tests.law.test_overlay import TEXT as COUNTY
from tests.support.histories import History

pytestmark = pytest.mark.day

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]

NAME = "lhasa-2018-202"
EDGE = "step = 1\nup_to = 3000\n"
MOVED = TEXT.replace(EDGE, EDGE.replace("3000", "4000"))
RETITLED = TEXT.replace('title = "家庭年累计"', 'title = "家庭年度累计"')
TIER = {"scale": "medical", "step": 1}
RIGHT = {"corrects": date(2018, 12, 3), "known_from": date(2026, 2, 20)}
CORRECTED = with_entries([changed("tier", TIER, up_to=4000, **RIGHT)])
AGAIN = with_entries([changed("tier", TIER, up_to=3500, **RIGHT)], CORRECTED)
DATED = with_entries([changed("tier", TIER, up_to=4000, **{"from": date(2099, 1, 1)})])


def ship(text: str, patch: Patch) -> str:
    """From now on the program comes with this file; its hash."""
    pack = parse(text)
    patch.setattr(packs, "shipped", lambda: (pack,))
    return pack.book.sha256


def recorded(service: Service, name: str = NAME) -> list[LawRecorded]:
    """What is on record of a pack or overlay, the newest last."""
    facts = service.journal.read((stream(name),))[stream(name)]
    return [cast(LawRecorded, one.fact) for one in facts]


def started() -> list[str]:
    """Start once; the hashes of the shipped pack's files on record then."""
    service = build(Settings.read())
    try:
        return [fact.sha256 for fact in recorded(service)]
    finally:
        service.close()


def ended(last: date) -> str:
    """The shipped pack with a last day, and nothing after it."""
    since = "valid_from = 2018-12-03"
    assert TEXT.count(since) == 1
    return TEXT.replace(since, f"{since}\nvalid_to = {last}")


def kept(capsys: Capture) -> None:
    """Whatever keeps the house is done, today, without a word of alarm."""
    for words in ("sweep", "rebuild", "officers first zhang.san", "verify", "sweep"):
        assert main(words.split()) == 0, capsys.readouterr()


def test_where_the_law_has_ended_the_house_is_kept(
    tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """A first start under law that is over records it, with keys, days off and figures: the next law
    may come only after it.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELIEF_DATABASE", "sqlite:///relief.db")
    sha256 = ship(ended(date(2019, 12, 31)), monkeypatch)
    assert started() == [sha256]
    kept(capsys)
    assert main(["limits"]) == 3
    assert "没有" in capsys.readouterr().err


def test_where_the_law_has_ended_old_cases_go_on(
    history: History, monkeypatch: Patch, capsys: Capture
) -> None:
    """What came due in cases of before is acted on by their own law, and the history stays lawful.

    On a day before the history's own end, the clock stands at that end: an office whose clock is
    earlier than what it recorded takes down nothing.
    """
    with closing(Journal(history.database)) as journal:
        (newest,) = journal.following(journal.head - 1, 1)
        end = newest.recorded_at
    now = SystemClock.now
    monkeypatch.setattr(SystemClock, "now", lambda clock: max(now(clock), end))
    sha256 = ship(ended(end.astimezone(LHASA).date()), monkeypatch)
    assert started()[-1] == sha256
    kept(capsys)


TOMORROW = with_entries(
    [changed("tier", TIER, up_to=4000, **{**RIGHT, "known_from": date(2999, 1, 1)})]
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace(EDGE, EDGE.replace("up_to", "upto")), f"：文件“{NAME}.toml”：\n第"),
        (TOMORROW, f"：“{NAME}”的“known_from”2999-01-01晚于今天"),
    ],
    ids=["misspelt", "known later"],
)
def test_a_fault_of_what_is_shipped_is_told_of_its_file(
    text: str, said: str, tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """By the file's name, and not as a fault of settings that nobody chose."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / packs.FOLDER).mkdir()
    (tmp_path / packs.FOLDER / f"{NAME}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(packs, "files", lambda _: tmp_path)
    packs.shipped.cache_clear()
    try:
        assert main(["serve"]) == 2
    finally:
        packs.shipped.cache_clear()
    told = capsys.readouterr().err
    assert f"随程序发布的法规（“domain/law/packs”）{said}" in told
    assert "RELIEF_" not in told and "设置有误" not in told
    assert list(tmp_path.glob("*.db")) == []


@pytest.mark.slow
def test_a_wrong_correction_is_put_right_on_the_day_it_became_known(
    history: History, monkeypatch: Patch, capsys: Capture
) -> None:
    """By one more entry; neither edited in place nor taken back, and what to do instead is told."""
    ship(CORRECTED, monkeypatch)
    started()
    edited = CORRECTED.replace("up_to = 4000", "up_to = 3500")
    assert edited != CORRECTED
    ship(edited, monkeypatch)
    assert main(["sweep"]) == 1
    assert "更正又有误的再加一条，同日得知的也可以" in capsys.readouterr().err
    sha256 = ship(AGAIN, monkeypatch)
    assert started()[-1] == sha256
    assert main(["verify"]) == 0
    ship(CORRECTED, monkeypatch)
    assert main(["sweep"]) == 1


def test_what_is_held_of_the_earlier_release_is_its_law() -> None:
    """Entry by entry it comes to the fingerprints that old facts are held to."""
    document = at_11a5808()
    for first, wanted in AT_11A5808[document.name]:
        assert fingerprint(one.digest for one in document.entries if one.on(first)) == wanted


@pytest.mark.slow
def test_a_history_from_before_is_told_its_law_without_a_manual_step(history: History) -> None:
    """First the law its facts rest on, then the file that is shipped now; starting again adds none."""
    shipped = of_pack(parse(TEXT)).sha256
    assert started() == [at_11a5808().sha256, shipped]
    assert started() == [at_11a5808().sha256, shipped]
    assert main(["verify"]) == 0


@pytest.mark.slow
def test_a_tier_edited_in_place_is_refused_at_start_and_named(
    history: History, monkeypatch: Patch, capsys: Capture
) -> None:
    """By the release after it as well as by the very first one; verify names it; restored, it starts."""
    ship(MOVED, monkeypatch)
    for _ in range(2):
        with pytest.raises(LawRewritten) as refused:
            build(Settings.read())
        (one,) = refused.value.found
        assert isinstance(one, Rewritten)
        assert (one.name, one.changed.entry, one.fact) == (
            NAME,
            "tier medical 1",
            "application-accepted",
        )
        assert one.stream.startswith("case-") and one.facts > 1
    assert main(["sweep"]) == 1
    assert "法规文件不能使用：“lhasa-2018-202”的条目“tier medical 1”" in capsys.readouterr().err
    assert main(["verify"]) == 4
    assert "条目“tier medical 1”" in capsys.readouterr().out
    ship(TEXT, monkeypatch)
    assert len(started()) == 2
    assert main(["verify"]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("text", [DATED, RETITLED], ids=["dated later", "retitled"])
def test_what_changes_no_day_that_facts_rest_on_is_recorded_and_nothing_past_changes(
    text: str, history: History, monkeypatch: Patch
) -> None:
    """A row more, with its first day; another title. The old file may come again after it."""
    before = started()
    after = ship(text, monkeypatch)
    assert started() == [*before, after]
    assert main(["verify"]) == 0
    ship(TEXT, monkeypatch)
    assert started() == [*before, after, before[-1]]


@pytest.mark.slow
def test_a_correction_is_recorded_and_the_decisions_on_the_wrong_entry_are_listed(
    history: History, monkeypatch: Patch, capsys: Capture
) -> None:
    """They stand. The wrong entry stays under guard: edited after all, it is named by what it was."""
    before = started()
    after = ship(CORRECTED, monkeypatch)
    assert started() == [*before, after]
    capsys.readouterr()
    assert main(["verify"]) == 0
    told = capsys.readouterr().out
    assert "（批准）：决定所依据的条目后来作了更正" in told and "金额的最高额" in told
    ship(CORRECTED.replace(EDGE, EDGE.replace("3000", "3500")), monkeypatch)
    with pytest.raises(LawRewritten) as refused:
        build(Settings.read())
    named = [one.changed.entry for one in refused.value.found if isinstance(one, Rewritten)]
    assert named == ["tier medical 1 until 2026-02-20 known"]


@pytest.mark.slow
def test_a_correction_on_record_is_not_taken_back(
    history: History, monkeypatch: Patch, capsys: Capture
) -> None:
    """Without it nobody would look at the decisions on the wrong entry again: a further one puts it right."""
    ship(CORRECTED, monkeypatch)
    before = started()
    for text in (TEXT, with_entries([changed("tier", TIER, up_to=3500, **RIGHT)])):
        ship(text, monkeypatch)
        with pytest.raises(LawRewritten) as refused:
            build(Settings.read())
        assert {o.changed.entry for o in refused.value.found if isinstance(o, Rewritten)} == {
            "tier medical 1"
        }
    assert main(["verify"]) == 4
    assert "条目“tier medical 1”" in capsys.readouterr().out
    further = {"corrects": date(2018, 12, 3), "known_from": date(2026, 2, 22)}
    after = ship(
        with_entries(
            [changed("tier", TIER, up_to=4000, **RIGHT), changed("tier", TIER, **further)]
        ),
        monkeypatch,
    )
    assert started() == [*before, after]


@pytest.mark.slow
def test_what_nobody_knows_yet_corrects_nothing(history: History, monkeypatch: Patch) -> None:
    """A day to come is a slip of the pen: the file is refused."""
    ship(CORRECTED.replace("known_from = 2026-02-20", "known_from = 2099-03-01"), monkeypatch)
    with pytest.raises(WrongSetting, match="“known_from”2099-03-01晚于今天"):
        build(Settings.read())


def test_an_edit_that_nothing_rests_on_is_recorded(tmp_path: Path, monkeypatch: Patch) -> None:
    """Before anybody was accepted a file may be put right."""
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/relief.db")
    monkeypatch.setenv("RELIEF_MASTER_KEY", str(tmp_path / "relief.key"))
    monkeypatch.setenv("RELIEF_TOKEN_KEY", str(tmp_path / "relief-tokens.key"))
    first = ship(TEXT, monkeypatch)
    assert started() == [first]
    moved = ship(MOVED, monkeypatch)
    assert started() == [first, moved]


def test_a_countys_overlay_is_recorded_like_the_citys_law(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    """By its own document and hash, and of which pack it is."""
    folder = tmp_path / "overlays"
    folder.mkdir()
    (folder / "county.toml").write_text(COUNTY, encoding="utf-8")
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/relief.db")
    monkeypatch.setenv("RELIEF_MASTER_KEY", str(tmp_path / "relief.key"))
    monkeypatch.setenv("RELIEF_TOKEN_KEY", str(tmp_path / "relief-tokens.key"))
    monkeypatch.setenv("RELIEF_OVERLAYS", str(folder))
    service = build(Settings.read())
    (overlay,) = service.law.overlays
    (fact,) = recorded(service, overlay.id)
    service.close()
    assert (fact.pack, fact.document, fact.sha256) == (NAME, overlay.document, overlay.sha256)
    assert fact.entries and all(one.first >= overlay.valid_from for one in fact.entries)


@pytest.mark.slow
def test_a_published_figure_edited_in_place_is_refused_and_named(
    history: History, monkeypatch: Patch, capsys: Capture
) -> None:
    """The recorded one would stay, and the file say something else; in other words it may be told."""
    before = started()
    ship(TEXT.replace("value = 910\n", "value = 911\n"), monkeypatch)
    with pytest.raises(LawRewritten) as refused:
        build(Settings.read())
    (one,) = refused.value.found
    assert isinstance(one, Rewritten) and one.fact == "reference-value-recorded"
    assert one.changed.entry == "published urban_subsistence_monthly 54 2021-01-01"
    assert "另行登记" in str(refused.value)
    capsys.readouterr()
    assert main(["verify"]) == 4
    assert "的条目“published urban_subsistence_monthly" in capsys.readouterr().out
    other = ship(
        TEXT.replace('document = "中国西藏网2021年2月25日', 'document = "中国西藏网'), monkeypatch
    )
    assert started() == [*before, other]
