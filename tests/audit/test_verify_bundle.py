"""The stand-alone verifier takes a whole bundle, and no other."""

import ast
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from relief.audit import verify_bundle
from relief.audit.verify_bundle import SAID, Wrong, main, verify
from tests.audit.changing import (
    Files,
    closed,
    lines_moved,
    lines_otherwise,
    opened,
    otherwise,
    resealed,
)
from tests.audit.making import (
    FACTS,
    ID,
    LOGS,
    OFFICE,
    WITNESS,
    Entry,
    cosigned,
    fact,
    keys,
    log,
    note,
    pack,
    parts,
    verifier,
)

ALONE = Path(verify_bundle.__file__)
PROVED = ("facts.jsonl", "rows.jsonl", "access.jsonl", "sign-in.jsonl", "skeleton.jsonl")
"""Files of which every field is proved, whoever signs the manifest."""


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A bundle that holds."""
    return pack(tmp_path / "whole.zip")


@pytest.fixture
def files(whole: Path) -> Files:
    """Its files."""
    return opened(whole)


def wrong(path: Path) -> Wrong:
    """What is wrong with a bundle; it must be something, and it must be told."""
    with pytest.raises(Wrong) as told:
        verify(path)
    assert SAID[told.value.what].format(**told.value.slots)
    return told.value


def test_a_whole_bundle_holds(whole: Path, capsys: pytest.CaptureFixture[str]):
    """Exit 0; what was proved is told, and what was not."""
    assert main([str(whole)]) == 0
    told = capsys.readouterr().out
    assert "事实5条" in told and f"{ID}/facts：9条" in told and "--note" in told
    assert verifier(f"{ID}/facts", OFFICE) in told


def test_alone_in_an_empty_folder_it_agrees(whole: Path, files: Files, tmp_path: Path):
    """Copied alone beside a bundle, without our code: 0 where it holds, 4 where it does not."""
    folder = tmp_path / "empty"
    folder.mkdir()
    shutil.copy(ALONE, folder)
    files["facts.jsonl"] = files["facts.jsonl"].replace(b"general", b"urgency")
    resealed(folder / "changed.zip", files)
    shutil.copy(whole, folder)
    for name, code in (("whole.zip", 0), ("changed.zip", 4), ("absent.zip", 4)):
        run = [sys.executable, "-I", ALONE.name, name]
        done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (code, ""), done
        assert ("facts.jsonl:3" in done.stdout) == (name == "changed.zip")


def test_it_needs_the_standard_library_and_one_package():
    """No code of ours, no network: every import is one of these."""
    tree = ast.parse(ALONE.read_text(encoding="utf-8"))
    named = {one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    named |= {a.name for one in ast.walk(tree) if isinstance(one, ast.Import) for a in one.names}
    roots = {str(one).partition(".")[0] for one in named}
    assert roots - sys.stdlib_module_names == {"cryptography"}
    assert not roots & {"socket", "ssl", "urllib", "http", "subprocess", "os"}


def test_it_says_what_the_words_say():
    """Its sentences are those of the dictionary, word by word."""
    words = ALONE.parents[1] / "words" / "zh-CN" / "sentences" / "verifier.toml"
    assert tomllib.loads(words.read_text(encoding="utf-8")) == SAID


def test_every_sentence_can_be_told():
    """Each reason in the code has its sentence, and each sentence is told by the code."""
    tree = ast.parse(ALONE.read_text(encoding="utf-8"))
    told = {
        said.value
        for one in ast.walk(tree)
        if isinstance(one, ast.Call)
        for name, at in (("Wrong", 1), ("out", 0))
        if getattr(one.func, "id", "") == name and isinstance(said := one.args[at], ast.Constant)
    }
    assert told | {"unlisted", "missing", "about"} == {*SAID}


def test_a_byte_changed_anywhere_is_found(whole: Path, files: Files, tmp_path: Path):
    """By whoever has no key: each file changed, left out, or one more."""
    for name, data in files.items():
        for changed in (data + b" ", data[:-1], bytes([data[0] ^ 1]) + data[1:]):
            wrong(closed(tmp_path / "changed.zip", {**files, name: changed}))
        wrong(closed(tmp_path / "changed.zip", {n: d for n, d in files.items() if n != name}))
    wrong(closed(tmp_path / "changed.zip", {**files, "more.txt": b""}))


def test_every_field_of_the_manifest_is_signed(files: Files, tmp_path: Path):
    """Whatever it says otherwise, somebody else must have signed."""
    for other in otherwise(json.loads(files["manifest.json"])):
        told = json.dumps(other).encode()
        wrong(closed(tmp_path / "changed.zip", {**files, "manifest.json": told}))


def untold(name: str, line: int, data: bytes) -> bool:
    """Whether of a row only its values are not told, which is lawful; a save needs them."""
    told = json.loads(data.splitlines()[line - 1])
    return name == "rows.jsonl" and "values" not in told and told.get("kind") != "save"


@pytest.mark.parametrize("name", PROVED)
def test_every_field_of_every_entry_is_proved(name: str, files: Files, tmp_path: Path):
    """Also by whoever signs the manifest anew: each field, hash and value changed, cut or grown."""
    many = 0
    for line, data in lines_otherwise(files[name]):
        if untold(name, line, data):
            verify(resealed(tmp_path / "changed.zip", {**files, name: data}))
            continue
        found = wrong(resealed(tmp_path / "changed.zip", {**files, name: data}))
        assert found.where in (f"{name}:{line}", name) or found.where.startswith("rows.jsonl")
        many += 1
    assert many > 15


@pytest.mark.parametrize("name", ("facts.jsonl", "skeleton.jsonl"))
def test_no_fact_is_left_out_or_moved(name: str, files: Files, tmp_path: Path):
    """A line less, twice, or in another place."""
    for _, data in lines_moved(files[name]):
        wrong(resealed(tmp_path / "changed.zip", {**files, name: data}))


def test_no_save_is_left_out_or_moved(files: Files, tmp_path: Path):
    """Of the rows, saves are missed; no row stands twice or in another place."""
    lines = files["rows.jsonl"].splitlines()
    for n, data in lines_moved(files["rows.jsonl"]):
        path = resealed(tmp_path / "changed.zip", {**files, "rows.jsonl": data})
        if len(data.splitlines()) < len(lines) and json.loads(lines[n - 1])["kind"] != "save":
            verify(path)
        else:
            wrong(path)


def test_checkpoints_and_their_proofs_hold_together(files: Files, tmp_path: Path):
    """Each note and each proof of consistency, changed by whoever signs the manifest anew."""
    for name in [one for one in files if one.startswith("checkpoints/")]:
        lines = files[name].split(b"\n")
        for n, line in enumerate(lines[:5]):
            told = b"\n".join((*lines[:n], line + b"x", *lines[n + 1 :]))
            assert wrong(resealed(tmp_path / "c.zip", {**files, name: told})).where == name
        less = {one: data for one, data in files.items() if one != name}
        wrong(resealed(tmp_path / "c.zip", less))
    for name in [one for one in files if one.startswith("consistency/")]:
        lines = sorted(files[name].splitlines())
        for _, data in (*lines_otherwise(files[name]), *lines_moved(files[name])):
            if sorted(data.splitlines()) == lines:
                continue
            assert wrong(resealed(tmp_path / "c.zip", {**files, name: data})).where.startswith(name)


def test_every_key_is_held_to_its_number(files: Files, tmp_path: Path):
    """A key changed in any sign is none; one that is left out leaves notes unsigned."""
    lines = files["keys.txt"].splitlines(keepends=True)
    for n, line in enumerate(lines):
        for at in range(0, len(line) - 1, 7):
            sign = b"A" if line[at : at + 1] != b"A" else b"B"
            changed = line[:at] + sign + line[at + 1 :]
            told = b"".join((*lines[:n], changed, *lines[n + 1 :]))
            wrong(resealed(tmp_path / "c.zip", {**files, "keys.txt": told}))
        told = b"".join(lines[:n] + lines[n + 1 :])
        path = resealed(tmp_path / "c.zip", {**files, "keys.txt": told})
        if b"witness" in line:
            assert verify(path).newest("facts").witnesses == 0
        else:
            assert wrong(path).what == "unsigned"


def test_clear_values_point_at_boxes_and_letters_at_facts(files: Files, tmp_path: Path):
    """A path without a box, a letter nobody served, a file nobody knows: refused."""
    told = json.loads(files["personal.jsonl"])
    for path in ("members.1.name", "members", "name", "members.0.name.box", "", "members.-1.name"):
        data = json.dumps({**told, "path": path}).encode() + b"\n"
        wrong(resealed(tmp_path / "c.zip", {**files, "personal.jsonl": data}))
    for name in ("documents/other.pdf", "further.txt", "checkpoints/other/1"):
        wrong(resealed(tmp_path / "c.zip", {**files, name: b"other"}))


def test_what_only_the_manifest_covers_is_known(files: Files, tmp_path: Path):
    """Packs, days, words and the texts of clear values: told under the office's signature only."""
    for name in ("law/lhasa.toml", "calendar.json", "dictionary.json"):
        verify(resealed(tmp_path / "c.zip", {**files, name: b"other"}))
    text = files["personal.jsonl"].replace("卓玛".encode(), "央金".encode())
    assert verify(resealed(tmp_path / "c.zip", {**files, "personal.jsonl": text})).personal == 1


def rewritten() -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The same history with one fact told otherwise, one left out at the end, one more."""
    other = fact(4, FACTS[3].told["stream"], 2, "received-by-county/1", course="urgent")
    yield "changed", (*FACTS[:3], other, *FACTS[4:])
    yield "cut", FACTS[:-1]


@pytest.mark.parametrize(("how", "facts"), [*rewritten()])
def test_a_history_signed_anew_is_found_by_an_old_note(
    how: str, facts: tuple[Entry, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """With a stolen key everything in the bundle agrees; a note kept elsewhere does not."""
    made = parts()
    told = [n for n in (2, 3, 4, 5, 8) if n <= len(facts)]
    logs = {**made.logs, "facts": log("facts", facts, told)}
    skeleton = [[*one.leaf[1:]] for one in facts]
    path = pack(tmp_path / "forged.zip", replace(made, logs=logs, skeleton=skeleton))
    assert main([str(path)]) == 0
    kept = tmp_path / "note"
    kept.write_bytes(note("facts", FACTS, len(FACTS)))
    assert main([str(path), "--note", str(kept)]) == 4
    assert str(kept) in capsys.readouterr().out
    assert main([str(pack(tmp_path / "true.zip")), "--note", str(kept)]) == 0


def test_keys_from_elsewhere_count_alone(whole: Path, tmp_path: Path):
    """A bundle signed throughout by other keys holds by itself, and not by the keys one knows."""
    known = tmp_path / "keys"
    known.write_text(keys(), encoding="utf-8")
    assert main([str(whole), "--keys", str(known)]) == 0
    known.write_text(verifier(f"{ID}/bundle", WITNESS) + "\n", encoding="utf-8")
    assert main([str(whole), "--keys", str(known)]) == 4
    assert main([str(whole), "--keys", str(tmp_path / "absent")]) == 2


def test_a_witness_line_that_does_not_hold_is_found(tmp_path: Path):
    """Unknown signatures are passed over; one of a key that is known must hold."""
    made = parts()
    whole = note("facts", FACTS, len(FACTS))
    strange = whole + "\u2014 somebody.example AAAAAAAA\n".encode()
    false = cosigned(whole).replace(b"witness.example/city ", b"witness.example/city ", 1)
    text = cosigned(whole).decode().splitlines()
    text[-1] = text[-1][:-8] + ("A" * 8 if text[-1][-8:] != "A" * 8 else "B" * 8)
    false = ("\n".join(text) + "\n").encode()
    for told, holds in ((strange, True), (false, False)):
        logs = {**made.logs, "facts": replace(made.logs["facts"], notes={len(FACTS): told})}
        path = pack(tmp_path / f"{holds}.zip", replace(made, logs=logs))
        if holds:
            verify(path)
        else:
            assert wrong(path).what in ("signature", "base64")


def test_a_township_is_whole_or_it_is_said(tmp_path: Path):
    """With the list of everything no case of the township's is left out; without, that is told."""
    made = parts()
    scope = {"township": "540102", "period": "2026-02-14/2026-03-31", "after": 0, "upto": 9}
    both = log("facts", FACTS, range(2, 9))
    rows = log("rows", LOGS["rows"], range(3, 9))
    logs = {**made.logs, "facts": both, "rows": rows}
    assert verify(pack(tmp_path / "a.zip", replace(made, scope=scope, logs=logs))).whole
    less = pack(tmp_path / "b.zip", replace(made, scope=scope))
    assert wrong(less).what == "left-out"
    told = verify(pack(tmp_path / "c.zip", replace(made, scope=scope, skeleton=None)))
    assert not told.whole


def test_what_came_later_in_the_case_is_missed(tmp_path: Path):
    """The newest fact of the case left out with its save: found by the list of everything only."""
    made = parts(free={}, personal=())
    logs = {**made.logs, "facts": log("facts", FACTS, (2, 3, 4, 5))}
    logs["rows"] = log("rows", LOGS["rows"], (3, 6))
    assert wrong(pack(tmp_path / "a.zip", replace(made, logs=logs))).what == "left-out"
    assert not verify(pack(tmp_path / "b.zip", replace(made, logs=logs, skeleton=None))).whole
