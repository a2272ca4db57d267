"""The lock of a session: five minutes, thirty while mediating, at once by key; told the time, never asking for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.domain.idle_lock import IdleLock, LockPolicy

NOON = datetime.fromisoformat("2026-11-20T12:00:00+08:00")


def after(**by: float) -> datetime:
    return NOON + timedelta(**by)


def test_it_closes_after_five_idle_minutes() -> None:
    lock = IdleLock(LockPolicy(), NOON)
    assert not lock.due(after(minutes=4, seconds=59))
    assert lock.due(after(minutes=5))
    lock.touched(after(minutes=4))
    assert not lock.due(after(minutes=8))
    assert lock.due(after(minutes=9))


def test_a_mediation_gives_thirty_minutes_and_its_end_takes_them_back() -> None:
    lock = IdleLock(LockPolicy(), NOON)
    lock.in_session = True
    assert not lock.due(after(minutes=29))
    assert lock.seconds_left(after(minutes=29)) == 60
    assert lock.due(after(minutes=30))
    lock.in_session = False
    assert lock.due(after(minutes=6))


def test_it_warns_before_it_closes() -> None:
    lock = IdleLock(LockPolicy(), NOON)
    assert not lock.warns(after(minutes=4, seconds=39))
    assert lock.warns(after(minutes=4, seconds=40))
    assert not lock.warns(after(minutes=5))


def test_the_lock_key_closes_at_once_and_keys_do_not_open_it() -> None:
    lock = IdleLock(LockPolicy(), NOON)
    lock.cover()
    lock.lock()
    assert (lock.locked, lock.covered) == (True, False)
    lock.touched(after(minutes=1))
    assert lock.locked
    assert not lock.due(after(hours=1))
    assert lock.seconds_left(after(hours=1)) == 0
    lock.cover()
    assert not lock.covered
    lock.resume(after(hours=1))
    assert not lock.locked
    assert not lock.due(after(hours=1, minutes=4))


def test_the_neutral_picture_hides_and_the_idle_time_runs_on() -> None:
    lock = IdleLock(LockPolicy(), NOON)
    lock.cover()
    lock.touched(after(minutes=4))
    assert lock.due(after(minutes=5))
    lock.uncover(after(minutes=3))
    assert (lock.covered, lock.locked) == (False, False)
    assert not lock.due(after(minutes=7))
    lock.cover()
    lock.uncover(after(minutes=30))
    assert (lock.covered, lock.locked) == (False, True)


def test_a_clock_set_back_closes_it_and_a_small_correction_does_not() -> None:
    lock = IdleLock(LockPolicy(), NOON)
    assert not lock.due(after(seconds=-50))
    assert lock.due(after(minutes=-2))
    assert lock.due(after(days=-366))


def test_five_wrong_pins_and_only_the_passphrase_is_left() -> None:
    lock = IdleLock(LockPolicy(), NOON)
    for left in (4, 3, 2, 1, 0):
        assert lock.pin_allowed
        lock.wrong_pin()
        assert lock.tries_left == left
    assert not lock.pin_allowed
    lock.resume(NOON)
    assert lock.pin_allowed
