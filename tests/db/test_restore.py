"""What comes back from a backup is what went in; it begins a new epoch, sends nothing unasked and says what is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from db.store import get_setting, put_setting
from desktop.bootstrap.backup import run_backup
from desktop.bootstrap.exchange import export, join_county
from desktop.bootstrap.rehearsal import is_rehearsal_due, rehearse
from desktop.bootstrap.restore import confirm_sending, plan_restore, restore
from desktop.bootstrap.station import Desk
from desktop.domain.backups import BackupManifest, decode_manifest, encode_manifest
from desktop.domain.errors import Cancelled, RuleViolation
from desktop.services.seams import SystemFs
from desktop.usecases.restoring import NewPassphrase, Opener
from exports.bundles.enrolment import CountyCertificate, Invitation, new_secret
from exports.bundles.installation_keys import new_age_identity, new_keys
from tests.db.backup_kit import (
    CASES,
    OPENER,
    PHOTOS,
    add_case,
    back_up,
    backups,
    check,
    code_of,
    files,
    flip,
    kinds,
    photo,
    with_fs,
)
from tests.db.station_kit import LOGIN, PASSPHRASE, Station, Template


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def elsewhere(template: Template, tmp_path: Path) -> Iterator[Station]:
    """Another computer without any data or memory."""
    other = Station(template, tmp_path / "elsewhere")
    shutil.rmtree(other.folder)
    shutil.rmtree(other.state)
    yield other
    other.close()


def reason(desk: Desk) -> str:
    """Why the installation's newest epoch was opened."""
    with desk.store.transaction() as connection:
        doc = connection.execute(text("SELECT doc FROM state_installation")).scalar_one()
    return str(msgspec.json.decode(doc)["reasons"][-1])


def invitation(desk: Desk) -> Invitation:
    """A county's invitation for this very installation."""
    county = new_keys()
    certificate = CountyCertificate("990101", "云桥县", county.sign_key, county.age.recipient, county.age.recipient)
    identity = desk.store.identity
    return Invitation(
        county=certificate,
        station=identity.station,
        station_name="云桥村调解室",
        installation=identity.installation,
        letter="A",
        secret=new_secret(desk.doors.random),
    )


def rewrite(path: Path, **changes: object) -> None:
    """A manifest that says something else, with a right hash: what no bent bit can do."""
    manifest = decode_manifest(path.read_bytes())
    path.write_bytes(encode_manifest(msgspec.convert(msgspec.to_builtins(manifest) | changes, BackupManifest)))


# ---- whole ----
def test_what_went_in_comes_back(filled: Station, elsewhere: Station, stick: Path) -> None:
    desk = filled.open()
    case = add_case(desk, 20, photo(20))
    view, digest = desk.queries.case_view(desk.viewer, case), desk.digest()
    with desk.uow(desk.viewer) as uow:
        uow.save_draft("session", case, "未完的笔录", "甲方说")
        uow.commit()
    run_backup(desk, stick)
    filled.close()

    restored = restore(stick, elsewhere.folder, OPENER, elsewhere.doors)
    assert (restored.attachments, restored.missing) == (PHOTOS + 1, ())
    assert kinds(check(elsewhere)) == {"set_back"}
    again = elsewhere.open()
    assert again.digest() == digest
    assert again.queries.case_view(again.viewer, case) == view
    assert [d.content for d in again.queries.drafts(again.viewer)] == ["甲方说"]
    attachment = view.state.attachments[0].content_hash
    assert again.queries.attachment(again.viewer, case, attachment) == photo(20)
    assert again.digest(rebuild_first=True) == digest


def test_the_next_write_begins_a_new_epoch_once(filled: Station, elsewhere: Station, stick: Path) -> None:
    back_up(filled, stick)
    restore(stick, elsewhere.folder, OPENER, elsewhere.doors)
    desk = elsewhere.open()
    assert reason(desk) == "new"
    add_case(desk, 30)
    assert reason(desk) == "restored"
    elsewhere.close()
    desk = elsewhere.open()
    add_case(desk, 31)
    with desk.store.transaction() as connection:
        doc = connection.execute(text("SELECT doc FROM state_installation")).scalar_one()
    assert len(msgspec.json.decode(doc)["epochs"]) == 2
    elsewhere.close()
    assert check(elsewhere).whole


def test_a_restore_beside_the_living_data_begins_a_new_epoch_too(filled: Station, stick: Path) -> None:
    back_up(filled, stick)
    filled.folder = filled.folder.with_name("restored")
    restore(stick, filled.folder, OPENER, filled.doors)
    desk = filled.open()
    add_case(desk, 30)
    assert reason(desk) == "restored"


def test_numbers_after_a_restore_are_told_apart(filled: Station, elsewhere: Station, stick: Path) -> None:
    back_up(filled, stick)
    with filled.open() as desk:
        used = desk.queries.case_view(desk.viewer, add_case(desk, 30)).state.reg.number
    restore(stick, elsewhere.folder, OPENER, elsewhere.doors)
    with elsewhere.open() as desk:
        given = desk.queries.case_view(desk.viewer, add_case(desk, 31)).state.reg.number
    assert given != used
    assert "-2" in given


def test_sending_stays_off_until_a_person_says_so(filled: Station, elsewhere: Station, stick: Path) -> None:
    desk = filled.open()
    join_county(desk, invitation(desk))
    run_backup(desk, stick)
    filled.close()
    restore(stick, elsewhere.folder, OPENER, elsewhere.doors)
    desk = elsewhere.open()
    assert code_of(lambda: export(desk, stick)) == "S-607"
    desk.viewer, own = desk.viewer.__class__(desk.viewer.id, desk.viewer.name, ("auditor",)), desk.viewer
    with pytest.raises(RuleViolation):
        confirm_sending(desk)
    desk.viewer = own
    confirm_sending(desk)
    assert export(desk, stick).events > 0


# ---- who may open it ----
def test_by_sheet_by_county_and_by_nobody_else(filled: Station, filled_template: Template, stick: Path) -> None:
    county, stranger = new_age_identity(), new_age_identity()
    desk = filled.open()
    desk.keystore.set_county(desk.key, county.recipient)
    run_backup(desk, stick)
    filled.close()
    words = "，".join(filled_template.words)
    for number, opener in enumerate((Opener(words=words), Opener(county_identity=county.identity))):
        folder = stick.parent / f"restored{number}"
        restore(stick, folder, opener, filled.doors, new=NewPassphrase(LOGIN, "另一句老话1998"))
        filled.folder = folder
        with filled.open(LOGIN, "另一句老话1998") as desk:
            assert len(desk.queries.workbench(desk.viewer).recent) == CASES
    for wrong in (
        Opener(LOGIN, "错的口令"),
        Opener("nobody", PASSPHRASE),
        Opener(words=words[:-2]),
        Opener(county_identity=stranger.identity),
    ):
        assert code_of(partial(restore, stick, stick.parent / "no", wrong, filled.doors)) == "S-201"
    assert not (stick.parent / "no").exists()
    with pytest.raises(RuleViolation):
        restore(stick, stick.parent / "no", OPENER, filled.doors, new=NewPassphrase(LOGIN, "短"))


# ---- what is lost ----
def test_the_plan_says_what_this_computer_knows_to_be_lost(filled: Station, elsewhere: Station, stick: Path) -> None:
    back_up(filled, stick)
    with filled.open() as desk:
        add_case(desk, 30)
        add_case(desk, 31)
    plan = plan_restore(stick, stick.parent / "new", OPENER, filled.doors)
    assert (plan.cases, plan.attachments, plan.missing) == (CASES, PHOTOS, 0)
    assert plan.station_name == "云桥村调解室"
    assert plan.needed < plan.free
    assert plan.lost.acts is not None
    assert plan.lost.acts >= 6
    [(series, first, last)] = plan.lost.numbers
    assert (last - first, "人调字" in series) == (1, True)
    assert plan_restore(stick, elsewhere.folder, OPENER, elsewhere.doors).lost.acts is None
    assert not elsewhere.folder.exists()


def test_nothing_is_lost_when_nothing_was_done(filled: Station, stick: Path) -> None:
    back_up(filled, stick)
    assert plan_restore(stick, stick.parent / "new", OPENER, filled.doors).lost.acts == 0


# ---- refused ----
def test_only_an_empty_folder_is_filled(filled: Station, stick: Path) -> None:
    back_up(filled, stick)
    before = files(filled.folder)
    assert code_of(lambda: restore(stick, filled.folder, OPENER, filled.doors)) == "S-259"
    assert files(filled.folder) == before
    other = stick.parent / "other"
    other.mkdir()
    (other / "照片.jpg").write_bytes(b"x")
    assert code_of(lambda: restore(stick, other, OPENER, filled.doors)) == "S-259"


def test_another_stations_backup_is_named(filled: Station, elsewhere: Station, stick: Path) -> None:
    back_up(filled, stick)
    assert code_of(lambda: restore(stick, elsewhere.folder, OPENER, elsewhere.doors, expect="990101002")) == "S-258"
    with pytest.raises(Exception, match="云桥村调解室"):
        restore(stick, elsewhere.folder, OPENER, elsewhere.doors, expect="990101002")
    restore(stick, elsewhere.folder, OPENER, elsewhere.doors, expect="990101001")


def test_a_stick_with_several_stations_asks_for_a_file(
    filled: Station, template: Template, stick: Path, tmp_path: Path
) -> None:
    back_up(filled, stick)
    back_up(Station(template, tmp_path / "second"), stick)
    assert code_of(lambda: restore(stick, tmp_path / "new", OPENER, filled.doors)) == "S-270"
    restore(backups(stick)[0].path, tmp_path / "new", OPENER, filled.doors)


def test_no_backup_is_told(filled: Station, stick: Path) -> None:
    assert code_of(lambda: restore(stick, stick / "new", OPENER, filled.doors)) == "S-270"
    assert code_of(lambda: restore(stick / "a.fqbackup", stick / "new", OPENER, filled.doors)) == "S-270"


def test_a_folder_with_only_a_damaged_backup_says_damaged_not_absent(filled: Station, stick: Path) -> None:
    back_up(filled, stick)
    flip(backups(stick)[0].path, 40)
    for place in (stick, stick / "fengqiao-backup"):
        assert code_of(partial(restore, place, stick.parent / "new", OPENER, filled.doors)) == "S-257"


@pytest.mark.parametrize("part", ["database", "keys", "manifest"])
@pytest.mark.parametrize("how", ["flip", "cut", "gone", "empty"])
def test_a_damaged_backup_is_refused_and_leaves_nothing_that_opens(
    filled: Station, elsewhere: Station, stick: Path, part: str, how: str
) -> None:
    back_up(filled, stick)
    [found] = backups(stick)
    path = {"database": found.database, "keys": found.keys, "manifest": found.path}[part]
    if how == "gone":
        path.unlink()
    elif how == "flip":
        flip(path, path.stat().st_size // 3)
    else:
        path.write_bytes(path.read_bytes()[:-100] if how == "cut" else b"")
    code = code_of(lambda: restore(found.path, elsewhere.folder, OPENER, elsewhere.doors))
    assert code == ("S-270" if (part, how) == ("manifest", "gone") else "S-257")
    assert not elsewhere.database.exists()


def test_every_page_of_the_copy_is_looked_at(filled: Station, elsewhere: Station, stick: Path) -> None:
    """Even a manifest that fits the damaged file does not get it past: the pages carry their own proof."""
    from hashlib import sha256

    back_up(filled, stick)
    [found] = backups(stick)
    flip(found.database, found.database.stat().st_size - 2000)
    digest = sha256(found.database.read_bytes()).hexdigest()
    said = msgspec.to_builtins(found.manifest.database) | {"sha256": digest}
    rewrite(found.path, database=said)
    assert code_of(lambda: restore(found.path, elsewhere.folder, OPENER, elsewhere.doors)) == "S-257"


def test_a_backup_of_a_newer_program_is_refused(filled: Station, elsewhere: Station, stick: Path) -> None:
    back_up(filled, stick)
    [found] = backups(stick)
    rewrite(found.path, schema="9999")
    assert code_of(lambda: restore(found.path, elsewhere.folder, OPENER, elsewhere.doors)) == "S-269"
    rewrite(found.path, schema="0001", format=2)
    assert code_of(lambda: restore(found.path, elsewhere.folder, OPENER, elsewhere.doors)) == "S-269"


# ---- partial ----
@pytest.mark.parametrize("how", ["gone", "flip", "cut"])
def test_missing_attachments_need_a_yes_and_are_listed(
    filled: Station, elsewhere: Station, stick: Path, how: str
) -> None:
    back_up(filled, stick)
    blob = next(stick.rglob("*.age"))
    whole = blob.read_bytes()
    if how == "gone":
        blob.unlink()
    elif how == "flip":
        flip(blob, 300)
    else:
        blob.write_bytes(whole[:-1])
    assert code_of(lambda: restore(stick, elsewhere.folder, OPENER, elsewhere.doors)) == "S-261"
    assert not elsewhere.database.exists()
    restored = restore(stick, elsewhere.folder, OPENER, elsewhere.doors, partial=True)
    [missing] = restored.missing
    assert missing.name.startswith("天花板")
    assert "人调字" in missing.number
    assert kinds(check(elsewhere)) == {"set_back", "attachment_missing"}
    target = elsewhere.folder / "blobs" / blob.name[:2] / blob.name
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(whole)  # fetched from somewhere else later
    assert kinds(check(elsewhere)) == {"set_back"}


def test_a_smaller_disk_is_told_and_offered_the_rest(filled: Station, elsewhere: Station, stick: Path) -> None:
    desk = filled.open()
    add_case(desk, 40, photo(40, 20 << 20))
    run_backup(desk, stick)
    filled.close()

    class Small(SystemFs):
        def free_space(self, path: Path) -> int:
            return 25_000_000

    with_fs(elsewhere, Small())
    assert code_of(lambda: restore(stick, elsewhere.folder, OPENER, elsewhere.doors)) == "S-262"
    restored = restore(stick, elsewhere.folder, OPENER, elsewhere.doors, attachments=False)
    assert len(restored.missing) == PHOTOS + 1
    with elsewhere.open() as desk:
        assert len(desk.queries.workbench(desk.viewer).recent) == CASES + 1


# ---- interrupted ----
def test_a_stopped_restore_does_not_open_and_goes_on_where_it_stopped(
    filled: Station, elsewhere: Station, stick: Path
) -> None:
    back_up(filled, stick)
    calls = 0

    def stop_late(done: int, total: int, _step: str) -> None:
        nonlocal calls
        calls += 1
        if total - done < 5000:
            raise Cancelled

    with pytest.raises(Cancelled):
        restore(stick, elsewhere.folder, OPENER, elsewhere.doors, stop_late)
    assert calls > 3
    assert not elsewhere.database.exists()
    assert code_of(elsewhere.open) == "S-233"
    stamps = {f: f.stat().st_mtime_ns for f in elsewhere.folder.rglob("*.age")}
    assert stamps
    restore(stick, elsewhere.folder, OPENER, elsewhere.doors)
    assert {f: f.stat().st_mtime_ns for f in stamps} == stamps
    assert sorted(p.name for p in elsewhere.folder.iterdir()) == ["blobs", "fengqiao.db", "keys.json", "lock"]
    assert kinds(check(elsewhere)) == {"set_back"}


# ---- rehearsal ----
def test_the_rehearsal_restores_checks_and_leaves_nothing(
    filled: Station, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    desk = filled.open()
    assert code_of(lambda: rehearse(desk, stick)) == "S-270"
    run_backup(desk, stick)
    before = files(stick)
    assert is_rehearsal_due(desk)
    done = rehearse(desk, stick)
    assert (done.attachments, done.missing) == (PHOTOS, 0)
    assert done.events > CASES
    assert list(temporary.iterdir()) == []
    assert files(stick) == before
    assert not is_rehearsal_due(desk)
    filled.later(days=31)
    assert is_rehearsal_due(desk)


@pytest.mark.parametrize("kind", ["*.db", "*.age", "*.keys.json"])
def test_a_rehearsal_finds_what_went_bad_on_the_stick(filled: Station, stick: Path, kind: str) -> None:
    desk = filled.open()
    run_backup(desk, stick)
    bad = next(stick.rglob(kind))
    flip(bad, bad.stat().st_size // 2)
    assert code_of(lambda: rehearse(desk, stick)) == "S-268"
    with desk.store.transaction() as connection:
        assert get_setting(connection, "backup.failed")
        assert get_setting(connection, "backup.rehearsed_at") == ""
        put_setting(connection, "backup.failed", "")


def test_an_attachment_that_was_missing_before_is_no_fault_of_the_backup(filled: Station, stick: Path) -> None:
    next((filled.folder / "blobs").rglob("*.age")).unlink()
    desk = filled.open()
    run_backup(desk, stick)
    assert rehearse(desk, stick).missing == 1
