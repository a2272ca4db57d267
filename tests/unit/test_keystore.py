"""keys.json: every holder opens the one data key, nobody else does, and a damaged file is told, never a crash."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import msgspec
import pytest

from desktop.domain.errors import RuleViolation, Situation
from desktop.services.keystore import SHEET_WORDS, Cost, KeyStore, check_passphrase, recovery_words
from desktop.services.seams import SystemFs, SystemRandom
from exports.bundles.installation_keys import new_age_identity
from tests.faults import DEATHS, ERRORS, Dead, FaultFs, Kind

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
PASSPHRASE = "春江水暖2026"


def _store(folder: Path, fs: SystemFs | FaultFs | None = None) -> KeyStore:
    return KeyStore(folder / "keys.json", fs or SystemFs(), SystemRandom(), Cost(1, 64, 1))


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    made = _store(tmp_path)
    made.create(KEY)
    made.put_user("zhou", PASSPHRASE, KEY)
    return made


def _code(store: KeyStore, login: str, passphrase: str) -> str:
    with pytest.raises(Situation) as told:
        store.unlock(login, passphrase)
    return told.value.code


def test_only_the_right_user_with_the_right_passphrase_opens(store: KeyStore) -> None:
    store.put_user("li", "另一句话2026", KEY)
    assert store.unlock("zhou", PASSPHRASE) == store.unlock("li", "另一句话2026") == KEY
    assert set(store.logins()) == {"zhou", "li"}
    for login, passphrase in (
        ("zhou", "另一句话2026"), ("li", PASSPHRASE), ("nobody", PASSPHRASE), ("", PASSPHRASE), ("zhou", ""),
        ("zhou", PASSPHRASE + " "), ("zhou", PASSPHRASE[:-1]),
    ):  # fmt: skip
        assert _code(store, login, passphrase) == "S-201"


def test_a_passphrase_may_come_from_another_input_method(store: KeyStore) -> None:
    store.put_user("e", "caf\u00e9-gar\u00e7on", KEY)
    assert store.unlock("e", unicodedata.normalize("NFD", "caf\u00e9-gar\u00e7on")) == KEY


def test_a_new_passphrase_replaces_the_old_one(store: KeyStore) -> None:
    store.put_user("zhou", "新的一句话", KEY)
    assert store.unlock("zhou", "新的一句话") == KEY
    assert _code(store, "zhou", PASSPHRASE) == "S-201"
    assert store.logins() == ("zhou",)


def test_the_sheet_opens_however_it_is_typed(tmp_path: Path) -> None:
    store = _store(tmp_path)
    words = store.create(KEY)
    assert len(words) == SHEET_WORDS
    assert set(words) <= set(recovery_words())
    for joined in (" ", "", "，", ", ", "\n", "、", "　"):
        assert store.unlock_with_sheet(joined.join(words)) == KEY
    for wrong in ("", " ".join(words[:-1]), " ".join(reversed(words))):
        with pytest.raises(Situation, match="S-201"):
            store.unlock_with_sheet(wrong)


def test_the_words_of_sheets_are_many_and_differ(tmp_path: Path) -> None:
    assert len(set(recovery_words())) == 256
    assert _store(tmp_path).create(KEY) != _store(tmp_path).create(KEY)


def test_the_county_opens_with_its_recovery_key_only(store: KeyStore) -> None:
    county, stranger = new_age_identity(), new_age_identity()
    with pytest.raises(Situation, match="S-201"):
        store.unlock_for_county(county.identity)
    store.set_county(KEY, county.recipient)
    assert store.unlock_for_county(county.identity) == KEY
    for wrong in (stranger.identity, "AGE-SECRET-KEY-1NONSENSE", ""):
        with pytest.raises(Situation, match="S-201"):
            store.unlock_for_county(wrong)


def test_the_last_user_stays(store: KeyStore) -> None:
    with pytest.raises(RuleViolation, match="R-201"):
        store.remove_user("zhou")
    store.put_user("li", "另一句话2026", KEY)
    store.remove_user("zhou")
    assert store.logins() == ("li",)
    assert _code(store, "zhou", PASSPHRASE) == "S-201"


@pytest.mark.parametrize("passphrase", ["", "12345", "一二三四五", "x" * 501])
def test_a_passphrase_too_short_or_too_long_is_refused(passphrase: str) -> None:
    with pytest.raises(RuleViolation, match="R-202"):
        check_passphrase(passphrase)


@pytest.mark.parametrize("passphrase", ["123456", "一二三四五六", "x" * 500, "      "])
def test_other_passphrases_pass(passphrase: str) -> None:
    check_passphrase(passphrase)


def test_nothing_secret_stands_in_the_file(store: KeyStore) -> None:
    text = store.path.read_bytes()
    for secret in (KEY, KEY.hex().encode(), PASSPHRASE.encode()):
        assert secret not in text


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert _code(_store(tmp_path), "zhou", PASSPHRASE) == "S-203"


def test_a_flipped_bit_anywhere_is_told_or_does_no_harm(store: KeyStore) -> None:
    whole = store.path.read_bytes()
    for place in range(0, len(whole), 3):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << (place % 7)
        store.path.write_bytes(damaged)
        assert _outcome(store) in (KEY, "S-201", "S-203")


def _outcome(store: KeyStore) -> bytes | str:
    try:
        return store.unlock("zhou", PASSPHRASE)
    except Situation as told:
        return told.code


@pytest.mark.parametrize("cost", [Cost(1, 1 << 30, 1), Cost(10_000, 64, 1), Cost(1, 64, 1000), Cost(0, 64, 1)])
def test_a_forged_cost_does_not_take_the_computer_s_memory(store: KeyStore, cost: Cost) -> None:
    file = store.load()
    slots = tuple(msgspec.structs.replace(slot, cost=cost) for slot in file.slots)
    store.path.write_bytes(msgspec.json.encode(msgspec.structs.replace(file, slots=slots)))
    assert _outcome(store) == "S-203"


def test_a_file_cut_anywhere_is_told(store: KeyStore) -> None:
    whole = store.path.read_bytes()
    for keep in range(0, len(whole) - 1, 97):
        store.path.write_bytes(whole[:keep])
        assert _code(store, "zhou", PASSPHRASE) == "S-203"


@pytest.mark.parametrize("kind", [*ERRORS, *DEATHS])
def test_a_fault_while_writing_locks_nobody_out(tmp_path: Path, kind: Kind) -> None:
    store = _store(tmp_path)
    store.create(KEY)
    store.put_user("zhou", PASSPHRASE, KEY)
    for call in range(1, 60):
        fs = FaultFs(call, kind)
        try:
            _store(tmp_path, fs).put_user("li", f"另一句话{call}", OTHER)
        except (OSError, Situation, Dead):
            assert fs.hit
        assert store.unlock("zhou", PASSPHRASE) == KEY
        if not fs.hit:
            assert store.unlock("li", f"另一句话{call}") == OTHER
            return
    pytest.fail("the fault never stopped")
