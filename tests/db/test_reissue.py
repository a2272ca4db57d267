"""A lost computer: revoked, replaced from the county's copy, set back and given back what it lost (sync-model §4)."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

import pytest

from desktop.bootstrap.county import enrol
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.county_reissue import reissue, revoke
from desktop.bootstrap.exchange import import_file, join_county, rebuild
from desktop.bootstrap.handover import write_handover
from desktop.bootstrap.inbox import take_file
from desktop.bootstrap.publishing import publish
from desktop.bootstrap.station import Desk, NewStation, create_station, open_station
from desktop.bootstrap.users import send_user
from desktop.cli import main
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.case_view import Committee
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.read_models import CaseFilter
from desktop.services.seams import SystemFs, read_whole
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.send_user import SendUser
from exports.bundles.enrolment import read_invitation
from tests.db.county_kit import PASSPHRASE, STATIONS, bundles, doors, fill
from tests.db.test_county_acts import Ring, change, ring, state
from tests.db.test_published_codes import TYPES
from tests.db.test_published_templates import KEY, SECOND

__all__ = ["ring"]


def cases(desk: Desk) -> set[str]:
    return set(desk.queries.case_ids(desk.viewer, CaseFilter()))


def bare(ring: Ring, name: str, invitation_path: Path) -> Desk:
    """A computer that holds nothing yet, made from an invitation."""
    invitation = read_invitation(read_whole(SystemFs(), invitation_path))
    committee = Committee("云桥", "云桥", invitation.station, "站")
    new = NewStation(invitation.station, "站", "周明", "u", PASSPHRASE, committee, invitation=invitation, practice=True)
    desk, _ = create_station(ring.where / name, new, doors(ring.where / f"{name}.state"))
    join_county(desk, invitation)
    return desk


def test_a_bare_computer_works_again_from_one_stick(ring: Ring) -> None:
    """Scenario 21, I6: everything the county held is there, with files; the old computer's late work waits."""
    known = fill(ring.a, 3)
    with ring.a.uow(ring.a.viewer) as uow:
        attach_file(AttachFile(known[0], "欠条.jpg", "photo", "image/jpeg", b"jpeg" * 999), uow)
        uow.commit()
    ring.carry()
    late = fill(ring.a, 1)[0]
    change(ring.a, known[1], place="没有送出就坏了")
    made = reissue(ring.county, STATIONS[0], ring.where / "stick")
    assert made.cases == 3
    invitation = read_invitation(read_whole(SystemFs(), made.invitation))
    with bare(ring, "bare", made.invitation) as desk:
        with pytest.raises(Situation) as wrong:
            rebuild(desk, invitation, ring.where / "stick", "0000-0000-0000-0000-0000")
        assert wrong.value.code == "S-609"
        assert rebuild(desk, invitation, ring.where / "stick", made.code).cases == 3
        assert rebuild(desk, invitation, ring.where / "stick", made.code).new == 0
        assert cases(desk) == set(known)
        view = desk.queries.case_view(desk.viewer, known[0])
        assert view.parties[0].name == "曾小一"
        file = view.state.attachments[0]
        assert desk.queries.attachment(desk.viewer, known[0], file.content_hash) == b"jpeg" * 999
        change(desk, known[0], place="新电脑写的")
        more = fill(desk, 1)[0]
        for path in bundles(desk, ring.where / "up"):
            assert take_file(ring.county, path).state == "STORED"
        assert state(ring.county, known[0]).reg.place == "新电脑写的"
        numbers = [state(ring.county, c).reg.number for c in (*known, more)]
        assert len(set(numbers)) == 4
        ring.up(ring.a)
        assert state(ring.county, late).owner == ring.a.store.identity.installation
        assert [x.type for x in state(ring.county, known[1]).late] == ["case.changed"]
        assert state(ring.county, known[1]).owner == desk.store.identity.installation
    assert ring.county.digest() == ring.county.digest(rebuild_first=True)


def test_a_bare_computer_has_what_the_county_sent_down(ring: Ring) -> None:
    """Templates with their files, codes, patterns and named users are there at once."""
    publish(ring.county, "a.toml", SECOND + "#" * 5000)
    publish(ring.county, "b.toml", TYPES)
    publish(ring.county, "c.toml", 'case_pattern = "示{调委会字}调〔{年}〕{序号}号"')
    send_user(ring.county, SendUser(STATIONS[0], "李云", ("mediator",)))
    ring.carry()
    made = reissue(ring.county, STATIONS[0], ring.where / "stick")
    with bare(ring, "bare", made.invitation) as desk:
        rebuild(desk, read_invitation(read_whole(SystemFs(), made.invitation)), ring.where / "stick", made.code)
        assert desk.papers.info(KEY).version == 2
        assert "0291" in dict(desk.codes.choices("dispute_types"))
        assert "李云" in {user.name for user in desk.own_users()}
        (case,) = fill(desk, 1)
        assert state(desk, case).reg.number.startswith("示云桥调〔2026〕")


def test_what_a_revoked_computer_writes_is_not_taken(ring: Ring) -> None:
    (case,) = fill(ring.a, 1)
    ring.carry()
    installation = ring.a.store.identity.installation
    with pytest.raises(RuleViolation, match="R-603"):
        revoke(ring.county, installation, "")
    with pytest.raises(RuleViolation, match="R-615"):
        revoke(ring.county, "f" * 32, "被盗")
    assert revoke(ring.county, installation, "被盗").last_seq > 0
    change(ring.a, case, place="小偷写的")
    (path,) = bundles(ring.a, ring.where / "thief")
    assert take_file(ring.county, path).code == "E04"
    assert state(ring.county, case).reg.place == "第0处"
    made = reissue(ring.county, installation, ring.where / "stick")
    with bare(ring, "bare", made.invitation) as desk:
        rebuild(desk, read_invitation(read_whole(SystemFs(), made.invitation)), ring.where / "stick", made.code)
        assert cases(desk) == {case}
        for path in bundles(desk, ring.where / "up2"):
            assert take_file(ring.county, path).state == "STORED"


def test_what_was_lost_by_a_restore_comes_back_until_it_is_confirmed(ring: Ring) -> None:
    """Scenario 18: set back to day 1, work of days 2 to 5 flows back, no number is given twice."""
    first = fill(ring.a, 1)
    folder, state_folder = ring.a.folder, ring.where / f"{STATIONS[0]}.state"
    ring.a.close()
    shutil.copytree(folder, ring.where / "day1")
    ring.a = open_station(folder, "u", PASSPHRASE, doors(state_folder))
    lost = fill(ring.a, 2)
    with ring.a.uow(ring.a.viewer) as uow:
        attach_file(AttachFile(lost[0], "照片.jpg", "photo", "image/jpeg", b"photo" * 99), uow)
        uow.commit()
    ring.carry()
    ring.a.close()
    shutil.rmtree(folder)
    shutil.copytree(ring.where / "day1", folder)
    ring.a = open_station(folder, "u", PASSPHRASE, doors(state_folder))
    new = fill(ring.a, 1)
    assert cases(ring.a) == {*first, *new}
    ring.up(ring.a)
    lost_stick = ring.where / "lost"
    lost_stick.mkdir()
    send_down(ring.county, lost_stick)
    ring.down()
    assert cases(ring.a) == {*first, *lost, *new}
    file = state(ring.a, lost[0]).attachments[0]
    assert ring.a.queries.attachment(ring.a.viewer, lost[0], file.content_hash) == b"photo" * 99
    numbers = [state(ring.a, c).reg.number for c in (*first, *lost, *new)]
    assert len(set(numbers)) == 4
    change(ring.a, lost[0], place="接着办")
    ring.carry()
    assert ring.county.digest() == ring.county.digest(rebuild_first=True)
    assert state(ring.county, lost[0]).reg.place == "接着办"
    assert cases(ring.a) == cases(ring.county)


def test_a_file_for_another_computer_is_refused(ring: Ring) -> None:
    fill(ring.a, 1)
    ring.carry()
    made = reissue(ring.county, STATIONS[0], ring.where / "stick")
    with pytest.raises(BundleRefused) as refused:
        import_file(ring.b, made.bundles[0])
    assert refused.value.code == "E02"


def test_a_case_is_handed_to_another_desk_of_the_station(ring: Ring) -> None:
    """Way (a) of sync-model.md §3: no confirmation, encrypted to the other desk, the county learns of it later."""
    case, other = fill(ring.a, 2)
    with ring.a.uow(ring.a.viewer) as uow:
        attach_file(AttachFile(case, "欠条.jpg", "photo", "image/jpeg", b"jpeg"), uow)
        uow.commit()
    ring.carry()
    path, _ = enrol(ring.county, STATIONS[0], "站", ring.where)
    with bare(ring, "second", path) as second:
        to = second.store.identity.installation
        with pytest.raises(RuleViolation, match="R-616"):
            write_handover(ring.a, case, to, ring.where)
        for bundle in bundles(second, ring.where / "up3"):
            assert take_file(ring.county, bundle).state == "STORED"
        down = ring.where / "down3"
        down.mkdir()
        for file in send_down(ring.county, down):
            for desk in (ring.a, second, ring.b):
                with contextlib.suppress(BundleRefused):
                    import_file(desk, file)
        for _ in range(2):
            (bundle,) = write_handover(ring.a, case, to, ring.where).paths
        with pytest.raises(BundleRefused, match="E03"):
            import_file(ring.b, bundle)
        assert import_file(second, bundle).cases >= 1
        assert cases(second) == {case}
        assert state(second, case).owner == to
        assert second.queries.case_view(second.viewer, case).parties[0].name == "曾小一"
        content = state(second, case).attachments[0].content_hash
        assert second.queries.attachment(second.viewer, case, content) == b"jpeg"
        with pytest.raises(RuleViolation, match="R-317"):
            change(ring.a, case, place="已经交出去了")
        change(second, case, place="第二台电脑写的")
        for bundle in bundles(second, ring.where / "up4"):
            take_file(ring.county, bundle)
        assert [x.type for x in state(ring.county, case).late] == ["case.changed"], "waits while the handing is unknown"
        ring.up(ring.a)
        assert state(ring.county, case).late == ()
        assert state(ring.county, case).reg.place == "第二台电脑写的"
        assert state(ring.county, other).owner == ring.a.store.identity.installation


def test_the_command_line_puts_a_bare_computer_in_a_lost_one_s_place(
    ring: Ring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One command at the county, one at the station."""
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    monkeypatch.setenv("FENGQIAO_STATE", str(ring.where / "cli.state"))
    fill(ring.a, 2)
    ring.carry()
    folder, stick = ring.county.folder, ring.where / "stick"
    ring.county.close()
    county = ["--data", str(folder), "--json"]
    assert main(["county", "reissue", *county, "--station", STATIONS[0], "--out", str(stick)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["cases"] == 2
    monkeypatch.setenv("FENGQIAO_PASSWORD", "春江水暖2026")
    station = ["--data", str(ring.where / "bare"), "--user", "周明"]
    assert main(["init", *station, "--enrolment", told["invitation"], "--code", told["code"]]) == 0
    assert "从县里取回：2件" in capsys.readouterr().out
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    installation = ring.b.store.identity.installation
    assert main(["county", "revoke", *county[:2], "--installation", installation, "--reason", "被盗"]) == 0
    acts = ring.where / "acts.json"
    acts.write_text('{"returns": []}', "utf-8")
    assert main(["county", "assign", *county[:2], "--file", str(acts)]) == 0
