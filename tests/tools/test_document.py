"""``relief document``: lists a case's documents, writes one, and knows a served file again."""

import json
from pathlib import Path

import pytest
from sqlalchemy import URL

from domain.ground.terms import DocumentFormat, DocumentKind
from relief.bootstrap import Service
from relief.tools.document import Wanted, document
from relief.tools.output import Output
from tests.case.words import About
from tests.support import commands as c
from tests.support.offices import Counter, serving

CASE = "540121200-20250310-PAPERS"
ABOUT = About(CASE)


def asked(
    service: Service, capsys: pytest.CaptureFixture[str], **wanted: object
) -> tuple[int, str]:
    """What the tool returns and says."""
    code = document(service, CASE, Wanted(**wanted), Output())  # type: ignore[arg-type]
    return code, capsys.readouterr().out


def test_a_served_file_is_known_again(
    database: URL, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Listed, written, served, checked; a changed byte is no file of the record."""
    with serving(tmp_path, database) as service:
        assert asked(service, capsys)[0] == 3
        Counter(service).go(ABOUT, c.SubmitApplication)
        code, said = asked(service, capsys)
        assert code == 0 and "草稿" in said and "尚不能制发" in said
        out = tmp_path / "form.docx"
        kind = DocumentKind.FORM
        code, said = asked(service, capsys, kind=kind, format=DocumentFormat.DOCX, out=out)
        assert code == 0 and out.read_bytes().startswith(b"PK")
        digest = said.split()[-1]
        words = {"sha256": digest, "format": DocumentFormat.DOCX}
        assert asked(service, capsys, check=out)[0] == 4
        Counter(service).go(ABOUT, c.ServeDocument, **words)
        code, said = asked(service, capsys, check=out)
        assert code == 0 and "逐字节相同" in said
        assert digest in asked(service, capsys)[1]
        out.write_bytes(out.read_bytes() + b" ")
        assert asked(service, capsys, check=out)[0] == 4
        assert asked(service, capsys, kind=DocumentKind.RELIEF_REFUSAL)[0] == 3


def test_where_no_file_can_be_is_said_in_words(
    sqlite_url: URL, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing folder, a folder itself, a name too long, a file that is not there: no stack trace."""
    with serving(tmp_path, sqlite_url) as service:
        Counter(service).go(ABOUT, c.SubmitApplication)
        file = tmp_path / "file"
        file.write_text("x")
        for out, why in (
            (tmp_path / "missing" / "form.pdf", "没有这个文件夹"),
            (tmp_path, "这是一个文件夹"),
            (tmp_path / ("长" * 200), "名称过长"),
            (file / "form.pdf", "不是文件夹"),
        ):
            code, said = asked(service, capsys, kind=DocumentKind.FORM, out=out)
            assert code == 1 and why in said, said
        code, said = asked(service, capsys, check=tmp_path / "missing")
        assert code == 3 and "没有这个文件夹或文件" in said


def test_the_answer_can_be_json(
    sqlite_url: URL, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs read the same list."""
    with serving(tmp_path, sqlite_url) as service:
        Counter(service).go(ABOUT, c.SubmitApplication)
        assert document(service, CASE, Wanted(), Output(json=True)) == 0
        told = json.loads(capsys.readouterr().out)
        assert {one["kind"] for one in told["documents"]} == set(DocumentKind)
        assert told["served"] == []
