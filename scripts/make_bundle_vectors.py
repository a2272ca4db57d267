"""Writes tests/golden/bundles: small bundles with one fault each, and index.toml with the code each is refused with.

Run from the repository's root: `python scripts/make_bundle_vectors.py`. Keys and ciphers are random, so a new run
changes all files; it is only needed when a vector is added or the format changes. Any second implementation of
docs/bundle-format.md can be held against this folder: index.toml says all that a receiver has to know.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests import bundle_kit as kit  # noqa: E402
from tests.bundle_vectors import catalogue  # noqa: E402

FOLDER = ROOT / "tests" / "golden" / "bundles"


def toml(value: object) -> str:
    """A value on one line; JSON's texts, numbers and lists are TOML's."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Write everything anew."""
    vectors, memory = catalogue(kit.new_side())
    doubled = [name for name, times in Counter(v.name for v in vectors).items() if times > 1]
    if doubled:
        raise SystemExit(f"names stand twice: {doubled}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.fqb"):
        old.unlink()
    lines = ["# Written by scripts/make_bundle_vectors.py. All people, places and keys are invented.", "", "[receiver]"]
    lines += [f"{key} = {toml(value)}" for key, value in msgspec.to_builtins(memory).items()]
    for vector in vectors:
        (FOLDER / f"{vector.name}.fqb").write_bytes(vector.data)
        row = {"file": f"{vector.name}.fqb", "expect": vector.expect, "what": vector.what}
        lines += ["", "[[vector]]", *(f"{key} = {toml(value)}" for key, value in row.items())]
    (FOLDER / "index.toml").write_text("\n".join(lines) + "\n", "utf-8")
    size = sum(p.stat().st_size for p in FOLDER.iterdir())
    print(f"{len(vectors)} vectors, {len({v.expect for v in vectors})} outcomes, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
