"""Archives: sealed, named, kept; anything but the whole, unchanged file with the right key is refused."""

import io
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.operations.backup import archive, keeping
from core.operations.backup.archive import Manifest, check, writing
from core.operations.backup.errors import BackupError, Refused
from core.operations.backup.keys import backup_key, key_fingerprints
from core.operations.backup.making import is_due, make_backup
from core.operations.backup.restoring import MediaLoader, refuse_unless_it_fits
from core.operations.backup.sealing import CHUNK_BYTES, HEADER_BYTES, TAG_BYTES, SealedReader, SealedWriter
from core.operations.models import BackupRun

KEY = bytes(range(32))


def sealed(data: bytes) -> bytes:
    file = io.BytesIO()
    with SealedWriter(file, KEY) as writer:
        writer.write(data)
    return file.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return SealedReader(io.BytesIO(data), key).read()


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3_000_000])
def test_what_is_sealed_comes_back_whole_and_is_not_readable_in_between(size: int) -> None:
    data = os.urandom(size)
    file = sealed(data)
    assert opened(file) == data
    assert size < 20 or data[:20] not in file
    reader = SealedReader(io.BytesIO(file), KEY)
    pieces = iter(lambda: reader.read(70_001), b"")
    assert b"".join(pieces) == data


def test_the_same_content_never_looks_the_same() -> None:
    assert sealed(b"same")[HEADER_BYTES:] != sealed(b"same")[HEADER_BYTES:]


def test_another_key_is_named_as_the_reason() -> None:
    with pytest.raises(Refused, match="made with another key"):
        opened(sealed(b"x"), bytes(32))


@pytest.mark.parametrize("start", [b"", b"PK\3\4", b"clinic backup 2\n" + bytes(60)])
def test_what_is_no_backup_is_called_so(start: bytes) -> None:
    with pytest.raises(Refused, match="no backup of this site"):
        opened(start)


@pytest.mark.parametrize("left", [HEADER_BYTES, HEADER_BYTES + 5, HEADER_BYTES + CHUNK_BYTES + TAG_BYTES, -1])
def test_a_file_that_is_cut_off_is_refused(left: int) -> None:
    file = sealed(bytes(3 * CHUNK_BYTES))
    with pytest.raises(Refused, match="cut off"):
        opened(file[:left])


def test_chunks_that_were_swapped_doubled_or_taken_from_another_file_are_refused() -> None:
    chunk = CHUNK_BYTES + TAG_BYTES
    file, other = sealed(bytes(3 * CHUNK_BYTES)), sealed(bytes(3 * CHUNK_BYTES))
    header, first, second, third = (
        file[:HEADER_BYTES],
        *(file[HEADER_BYTES + number * chunk : HEADER_BYTES + (number + 1) * chunk] for number in range(3)),
    )
    for changed in (
        header + second + first + third,
        header + first + first + third,
        header + first + third,
        header + other[HEADER_BYTES:],
        file + b"x",
    ):
        with pytest.raises(Refused):
            opened(changed)


@given(position=st.integers(0, len(sealed(b"")) + 199), bit=st.integers(0, 7))
def test_no_bit_can_be_changed(position: int, bit: int) -> None:
    file = bytearray(sealed(b"a" * 200))
    file[position] ^= 1 << bit
    with pytest.raises(Refused):
        opened(bytes(file))


def write_archive(path: Path, parts: dict[str, bytes], **changes: Any) -> Manifest:
    manifest = Manifest(**{"made_at": "now", "vendor": connection.vendor, "migrations": [], **changes})
    with path.open("wb") as file, writing(file, KEY) as writer:
        for name, data in parts.items():
            writer.add(name, io.BytesIO(data), len(data))
        writer.finish(manifest)
    return manifest


def test_an_archive_says_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "one"
    write_archive(path, {"database/x": b"1", "media/a/b.txt": b"22"}, tables={"a": 3, "b": 4})
    found = check(path, KEY)
    assert (found.rows, found.files) == (7, 1)
    assert found.parts["media/a/b.txt"][0] == 2


@pytest.mark.parametrize("name", ["/etc/passwd", "media/../../x"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    write_archive(tmp_path / "one", {name: b"1"})
    with pytest.raises(Refused, match="leads elsewhere"):
        check(tmp_path / "one", KEY)


def test_a_manifest_that_names_other_files_is_refused(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(archive, "asdict", lambda manifest: {**manifest.__dict__, "parts": {}})
    write_archive(tmp_path / "one", {"media/a": b"1"})
    with pytest.raises(Refused, match="not those that its manifest names"):
        check(tmp_path / "one", KEY)


def test_an_archive_of_a_later_format_or_without_a_manifest_is_refused(tmp_path: Path) -> None:
    write_archive(tmp_path / "later", {}, format=2)
    with pytest.raises(Refused, match="has format 2"):
        check(tmp_path / "later", KEY)
    (tmp_path / "none").write_bytes(sealed(bytes(10240)))
    with pytest.raises(Refused, match="no manifest"):
        check(tmp_path / "none", KEY)
    (tmp_path / "noise").write_bytes(sealed(b"\xff" * 10240))
    with pytest.raises(Refused, match="damaged"):
        check(tmp_path / "noise", KEY)
    with pytest.raises(Refused, match="cannot be read"):
        check(tmp_path / "missing", KEY)


@pytest.mark.parametrize(("key", "words"), [("", "is not set"), ("?", "not base64"), ("YWJj", "must be 32 bytes")])
def test_a_key_that_is_none_is_told(settings: Any, key: str, words: str) -> None:
    settings.BACKUP_KEY = key
    with pytest.raises(BackupError, match=words):
        backup_key()


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_EVERY_HOURS = 24
    return tmp_path / "backups"


@pytest.mark.django_db(transaction=True)
def test_why_a_backup_failed_is_told_where_the_database_takes_no_writes(folder: Path, settings: Any) -> None:
    """As on a full disk, where the note of the failure has no room either."""
    settings.BACKUP_KEY = ""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has the pragma")
    connection.cursor().execute("PRAGMA query_only = ON")
    try:
        with pytest.raises(BackupError, match="is not set"):
            make_backup()
    finally:
        connection.connection.execute("PRAGMA query_only = OFF")


def touch(folder: Path, age: timedelta) -> str:
    folder.mkdir(exist_ok=True)
    name = f"clinic-{timezone.now() - age:%Y%m%dT%H%M%S}Z-{os.urandom(3).hex()}.backup"
    (folder / name).write_bytes(b"")
    return name


def test_old_ones_go_and_the_newest_three_stay_whatever_the_clock_says(folder: Path, settings: Any) -> None:
    settings.BACKUP_DAYS, settings.BACKUP_COUNT = 30, 60
    names = [touch(folder, timedelta(days=days)) for days in (400, 31, 29, 2, 1, 0)]
    (folder / "notes.txt").write_text("not ours")
    assert keeping.forget_old() == 2
    assert {path.name for path in folder.iterdir()} == {*names[2:], "notes.txt"}
    settings.BACKUP_DAYS = 0
    assert keeping.forget_old() == 1
    assert [backup.path.name for backup in keeping.kept()] == names[3:]


def test_no_more_than_so_many_are_kept(folder: Path, settings: Any) -> None:
    settings.BACKUP_DAYS, settings.BACKUP_COUNT = 30, 4
    names = [touch(folder, timedelta(hours=hours)) for hours in range(7, 0, -1)]
    keeping.forget_old()
    assert [backup.path.name for backup in keeping.kept()] == names[3:]


def test_what_a_killed_run_left_goes_after_a_day(folder: Path) -> None:
    folder.mkdir()
    (folder / "tmp-spool.part").mkdir()
    (folder / "tmp-spool.part" / "db.sqlite3").write_text("x")
    for name in ("old.part", "new.part"):
        (folder / name).write_text("x")
    long_ago = timezone.now().timestamp() - 90_000
    for name in ("old.part", "tmp-spool.part"):
        os.utime(folder / name, (long_ago, long_ago))
    assert keeping.forget_old() == 2
    assert [path.name for path in folder.iterdir()] == ["new.part"]


def test_a_backup_holds_rows_files_and_the_names_of_keys_but_no_key(
    transactional_db: None, folder: Path, settings: Any
) -> None:
    default_storage.save("documents/a.txt", ContentFile(b"hello"))
    made = make_backup()
    assert [path.name for path in folder.iterdir()] == [made.path.name]
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.manifest.vendor == connection.vendor
    assert made.manifest.tables["django_migrations"] == len(made.manifest.migrations) > 100
    assert made.manifest.files == 1
    assert set(made.manifest.keys) == {"APPOINTMENTS_KEYS test", "APPOINTMENTS_INDEX_KEY"}
    parts = {name: content.read() for name, _modified, content in archive.read_parts(made.path, backup_key())}
    assert parts["media/documents/a.txt"] == b"hello"
    for secret in (settings.BACKUP_KEY, settings.APPOINTMENTS_KEYS[0].partition(":")[2]):
        assert secret not in json.dumps(made.manifest.__dict__)
    run = BackupRun.last_good()
    assert run is not None
    assert (run.name, run.size, run.files) == (made.path.name, made.path.stat().st_size, 1)


def test_the_worker_makes_one_when_it_is_due(db: None, folder: Path, settings: Any) -> None:
    assert is_due()
    BackupRun.keep(timezone.now(), name="one")
    assert not is_due()
    BackupRun.objects.update(finished_at=timezone.now() - timedelta(hours=25))
    assert is_due()
    BackupRun.objects.update(finished_at=timezone.now() + timedelta(days=400))  # the clock was wrong
    assert is_due()
    settings.BACKUP_EVERY_HOURS = 0
    assert not is_due()
    settings.BACKUP_EVERY_HOURS, settings.BACKUP_KEY = 24, ""
    assert not is_due()


def test_a_failure_is_one_line_is_kept_and_leaves_nothing(
    db: None, folder: Path, settings: Any, monkeypatch: Any
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("core.operations.backup.making.LEAST_FREE_BYTES", 2**62)
        with pytest.raises(CommandError, match="MB free; a backup needs"):
            call_command("backup")
    assert not folder.exists()
    folder.write_text("a file where the folder should be")
    settings.BACKUP_DIR = folder / "below"
    with pytest.raises(CommandError, match=r"could not be written to .*below"):
        call_command("backup")
    assert BackupRun.objects.filter(name="").count() == 2
    assert BackupRun.last_good() is None


def test_only_so_many_attempts_are_remembered(db: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(BackupRun, "MOST_KEPT", 3)
    for number in range(5):
        BackupRun.keep(timezone.now(), name=str(number))
    assert [run.name for run in BackupRun.objects.order_by("pk")] == ["2", "3", "4"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"vendor": "oracle"}, "holds a oracle database"),
        ({"migrations": [["home", "9999_from_the_future"]]}, r"newer code .*home\.9999_from_the_future"),
        ({"keys": {"APPOINTMENTS_KEYS k9": "abc"}}, "lacks keys .*APPOINTMENTS_KEYS k9"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_touched(db: None, changes: dict[str, Any], words: str) -> None:
    fitting = {"made_at": "", "vendor": connection.vendor, "migrations": [["home", "0001_initial"]]}
    refuse_unless_it_fits(Manifest(**fitting, keys=key_fingerprints()), accept_missing_keys=False)
    with pytest.raises(BackupError, match=words):
        refuse_unless_it_fits(Manifest(**{**fitting, **changes}), accept_missing_keys=False)
    if "keys" in changes:
        refuse_unless_it_fits(Manifest(**{**fitting, **changes}), accept_missing_keys=True)


def test_a_site_that_is_not_empty_is_left_alone(db: None, folder: Path) -> None:
    path = folder.parent / "one"
    manifest = Manifest(made_at="", vendor=connection.vendor, migrations=[])
    with path.open("wb") as file, writing(file, backup_key()) as writer:
        writer.finish(manifest)
    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("restore", str(path), stdout=io.StringIO())


def test_uploads_arrive_in_an_empty_folder_that_is_there_already(tmp_path: Path) -> None:
    (tmp_path / "media" / "health").mkdir(parents=True)
    loader = MediaLoader(
        Manifest(made_at="", vendor="", migrations=[], parts={"media/health/a": [1, ""]}), tmp_path / "media"
    )
    loader.take("media/health/a", 1_000_000, io.BytesIO(b"x"))
    with pytest.raises(BackupError, match="did not arrive"):
        loader.compare()
    loader.finish()
    assert (tmp_path / "media" / "health" / "a").read_bytes() == b"x"
    assert (tmp_path / "media" / "health" / "a").stat().st_mtime == 1_000_000
    assert not loader.draft.exists()


def test_there_is_nothing_to_verify_without_a_backup(folder: Path) -> None:
    with pytest.raises(CommandError, match="There is no backup in"):
        call_command("verify_backup")
