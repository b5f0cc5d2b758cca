"""Files in a store that speaks S3: kept, read, listed and removed as in a folder; silent where it is."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.files.bucket import BucketFiles, OpenKey, key_of
from adapters.files.store import FilesDown, NoFile
from tests.support.buckets import BUCKET, KEY, REGION, Bucket, bucket


@pytest.fixture
def there() -> Iterator[Bucket]:
    """A store that listens."""
    with bucket() as kept:
        yield kept


@pytest.fixture
def files(there: Bucket) -> BucketFiles:
    """Our side of it."""
    return BucketFiles(there.address, BUCKET, REGION, KEY)


def test_what_is_kept_is_read_again_and_removed_for_good(files: BucketFiles, there: Bucket) -> None:
    """Every request was signed; removed twice is no fault."""
    data = bytes(range(256)) * 4_000
    files.keep("kept/ab/abc", io.BytesIO(data), len(data))
    assert there.held == {"kept/ab/abc": data}
    assert b"".join(files.read("kept/ab/abc")) == data
    assert files.has("kept/ab/abc") and [o.name for o in files.listed("kept")] == ["kept/ab/abc"]
    for _ in range(2):
        files.remove("kept/ab/abc")
    assert not files.has("kept/ab/abc") and not list(files.listed("kept"))
    with pytest.raises(NoFile):
        files.read("kept/ab/abc")
    assert there.unsigned == 0


def test_what_is_noted_first_stands(files: BucketFiles) -> None:
    """Of two who note under one name, one is told that it was the other."""
    assert files.note("waiting/a", b"first")
    assert not files.note("waiting/a", b"second")
    assert b"".join(files.read("waiting/a")) == b"first"


def test_a_store_that_does_not_answer_is_said(files: BucketFiles, there: Bucket) -> None:
    """Neither taken for an empty one nor waited for."""
    there.down = True
    with pytest.raises(FilesDown):
        files.keep("kept/ab/abc", io.BytesIO(b"x"), 1)
    with pytest.raises(FilesDown):
        files.has("kept/ab/abc")
    with pytest.raises(FilesDown):
        list(files.listed("waiting"))


def test_another_key_opens_nothing(there: Bucket) -> None:
    """The store refuses, and that is no empty store."""
    other = BucketFiles(there.address, BUCKET, REGION, ("other", "secret"))
    with pytest.raises(FilesDown):
        other.has("kept/ab/abc")


def test_its_key_is_for_its_owner_only(tmp_path: Path) -> None:
    """Two lines in a file of 0600."""
    file = tmp_path / "s3.key"
    file.write_text("id\nsecret\n")
    file.chmod(0o600)
    assert key_of(file) == ("id", "secret")
    file.chmod(0o640)
    with pytest.raises(OpenKey):
        key_of(file)
    file.chmod(0o600)
    file.write_text("id")
    with pytest.raises(OpenKey):
        key_of(file)
