"""The helper process: honest files come back as plain values; bombs, loops, garbage and death do no harm."""

from __future__ import annotations

import io
import os
import random
import signal
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
import segno
from msgspec import Struct
from PIL import Image

from desktop.bench.sample import sample_view
from desktop.cli import main
from desktop.domain.errors import Cancelled, RuleViolation, Situation
from desktop.domain.foreign import Code, Drawn, Opened, damaged
from desktop.services import helper_messages as m
from desktop.services.helper import _COSTS, Helper
from exports.tables.read_table import read_table
from tests.id_card_kit import CARDS, drawn, seen
from tests.table_kit import csv_text, xlsx

TEXT = "FQ1:31:（2026）枫桥人调字第12号:0123456789abcdef"
HANGS = [sys.executable, "-c", "import sys; sys.stdin.read()"]


@pytest.fixture
def helper() -> Iterator[Helper]:
    found = Helper()
    yield found
    found.close()


def picture(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def pdf(content: bytes, box: str = "0 0 595 842", *, packed: bool = False) -> bytes:
    """A PDF of one page, written by hand."""
    stream = zlib.compress(content, 9) if packed else content
    filters = b"/Filter /FlateDecode " if packed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R >>".encode(),
        b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filters, len(stream), stream),
    ]
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def png_bomb(side: int) -> bytes:
    """A few kilobytes that unfold to a square of black dots."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0))
    packer = zlib.compressobj(9)
    line = bytes(1 + side * 4)
    body = b"".join(packer.compress(line) for _ in range(side)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def refused(code: str, call: object) -> None:
    assert callable(call)
    with pytest.raises(Situation) as fault:
        call()
    assert fault.value.code == code


def test_a_photograph_comes_back_upright_as_bare_pixels(helper: Helper) -> None:
    photo = Image.new("RGB", (400, 200), "red")
    photo.paste("blue", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6  # held so that the right edge is up
    data = picture(photo, "JPEG", exif=exif, quality=95)
    assert helper.look(data) == Opened("picture", 1, 400, 200)
    seen = helper.page(data, 0, 100)
    assert (seen.width, seen.height, seen.colours, len(seen.data)) == (50, 100, 3, 15_000)
    top, bottom = seen.data[25 * 3 : 25 * 3 + 3], seen.data[-25 * 3 : -24 * 3]
    assert top[2] - top[0] > 150
    assert bottom[0] - bottom[2] > 150


def test_grey_stays_grey_and_glass_stands_on_white(helper: Helper) -> None:
    grey = helper.page(picture(Image.new("L", (10, 10), 77)), 0, 100)
    assert (grey.colours, set(grey.data)) == (1, {77})
    clear = helper.page(picture(Image.new("RGBA", (10, 10), (0, 0, 0, 0))), 0, 100)
    assert (clear.colours, set(clear.data)) == (3, {255})


def test_every_page_of_a_scanned_tiff(helper: Helper) -> None:
    pages = [Image.new("L", (20, 30), shade) for shade in (10, 20, 30)]
    data = picture(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert helper.look(data).pages == 3
    assert [helper.page(data, n, 100).data[0] for n in range(3)] == [10, 20, 30]
    refused("S-512", lambda: helper.page(data, 3, 100))


def test_a_foreign_pdf_is_drawn_on_white(helper: Helper) -> None:
    data = pdf(b"1 0 0 rg 0 0 595 421 re f")
    assert helper.look(data) == Opened("pdf", 1, 595, 842)
    seen = helper.page(data, 0, 842)
    assert seen.data[:3] == b"\xff\xff\xff"
    assert seen.data[-3:] == b"\xff\x00\x00"
    refused("S-512", lambda: helper.page(data, 7, 100))


def test_codes_of_pictures_and_pdfs(helper: Helper) -> None:
    out = io.BytesIO()
    segno.make(TEXT, error="m").save(out, kind="png", scale=4, border=4)
    code = Image.open(out).convert("L")
    sheet = Image.new("L", (1240, 1754), "white")
    sheet.paste(code, (60, 60))
    assert helper.codes(picture(sheet.rotate(3, fillcolor=255, expand=True))) == (Code(0, TEXT),)
    pages = picture(sheet, "PDF", save_all=True, append_images=[Image.new("L", (1240, 1754), "white"), sheet])
    assert helper.codes(pages) == (Code(0, TEXT), Code(2, TEXT))
    assert helper.codes(picture(Image.new("L", (200, 200), "white"))) == ()


def test_tables_are_read_as_without_it(helper: Helper) -> None:
    for data, name in (
        (csv_text([["甲", "乙"], ["1", "2"]]), "账.csv"),
        (xlsx([["甲"], ["乙"]], sheet="三月"), "账.xlsx"),
    ):
        assert helper.table(data, name) == read_table(data, name)
    with pytest.raises(RuleViolation, match="R-702"):
        helper.table(xlsx([["甲"]], sheet="三月"), "账.xlsx", "四月")
    with pytest.raises(Situation, match=r"S-701.*账\.xlsx"):
        helper.table(b"PK\x03\x04garbage", "账.xlsx")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "S-511"),
        (b"MZ" + bytes(4000), "S-511"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "S-511"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "S-512"),
        (pdf(b"", box="0 0 595 0.001"), "S-512"),
        (picture(Image.effect_noise((300, 300), 90), "JPEG")[:4000], "S-512"),
        (picture(Image.new("1", (30_000, 10), 1)), "S-512"),
        (picture(Image.new("1", (20_000, 20_000), 1)), "S-513"),
    ],
)
def test_what_cannot_be_shown_is_told(helper: Helper, data: bytes, code: str) -> None:
    refused(code, lambda: helper.page(data, 0, 500))
    assert helper.look(pdf(b"")).pages == 1


def test_a_bomb_meets_the_bound_of_memory(helper: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_COSTS, cast("type[Struct]", m.PageJob), (40.0, 200))
    bomb = png_bomb(9_000)
    assert len(bomb) < 400_000
    refused("S-513", lambda: helper.page(bomb, 0, 500))
    assert helper.page(pdf(b""), 0, 500).height == 500


@pytest.mark.expects_log_warnings
def test_a_page_that_is_drawn_for_ever_is_stopped() -> None:
    helper = Helper(patience=0.02)
    data = pdf(b"0 0 595 842 re W n 0 0 m 595 842 l 0 842 l 595 0 l 9 9 700 700 5 800 c s\n" * 400_000, packed=True)
    refused("S-514", lambda: helper.page(data, 0, 4_000))
    helper.close()


def test_the_child_ends_itself_when_a_job_takes_too_long() -> None:
    data = pdf(b"0 0 m 9 900 l 600 5 l s\n" * 2_000_000, packed=True)
    order = m.Order(m.PageJob(0, 6_000), 0.5, 1_000, 60.0, len(data))
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "helper"], input=m.pack(order) + data, capture_output=True, check=False
    )
    assert done.stdout == b""
    assert done.returncode != 0


def test_a_file_that_nobody_holds_is_shown_as_often_as_asked(helper: Helper) -> None:
    data = pdf(b"0 0 m 9 900 l 600 5 l s\n")
    stored = Drawn(len(data), lambda: (data[at : at + 50] for at in range(0, len(data), 50)))
    assert helper.look(stored) == helper.look(data)
    assert helper.page(stored, 0, 200) == helper.page(data, 0, 200)


@pytest.mark.expects_log_warnings
@pytest.mark.parametrize("said", [0, 10, 1_000_000])
def test_a_file_of_another_size_than_was_said_is_given_up(helper: Helper, said: int) -> None:
    data = pdf(b"0 0 m 9 900 l 600 5 l s\n")
    refused("S-514", lambda: helper.look(Drawn(said, lambda: iter((data,)))))
    assert helper.look(data).pages == 1


def test_what_fails_while_a_file_is_read_is_told_and_the_next_one_is_shown(helper: Helper) -> None:
    data = pdf(b"0 0 m 9 900 l 600 5 l s\n")

    def failing() -> Iterator[bytes]:
        yield data[:100]
        raise damaged()

    refused("S-512", lambda: helper.look(Drawn(len(data), failing)))
    assert helper.look(data).pages == 1


@pytest.mark.expects_log_warnings
@pytest.mark.parametrize(
    "command",
    [
        HANGS,
        [sys.executable, "-c", "import sys; sys.stdout.write('x' * 100_000)"],
        [sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'\\xff' * 100)"],
        [sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\2\\x93\\1')"],
        [sys.executable, "-c", "pass"],
    ],
    ids=["silent", "chatty", "endless", "false", "dead"],
)
def test_a_child_that_went_bad_is_killed(command: list[str]) -> None:
    helper = Helper(command, patience=0.01)
    refused("S-514", lambda: helper.look(b"x"))
    assert helper._child is None


@pytest.mark.expects_log_warnings
def test_an_answer_of_another_kind_is_not_believed(tmp_path: Path) -> None:
    lies = tmp_path / "lies"
    lies.write_bytes(m.pack(m.Answer(result=b"\x81\xa5width\xcd\xff\xff")))
    helper = Helper(["sh", "-c", f"cat {lies}; cat"])
    refused("S-514", lambda: helper.page(b"x", 0, 10))


def test_a_program_that_does_not_start_is_told() -> None:
    refused("S-515", lambda: Helper(["/nowhere/python"]).look(b"x"))


def test_a_killed_child_is_replaced(helper: Helper) -> None:
    helper.look(pdf(b""))
    first = helper._child
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert helper.look(pdf(b"")).pages == 1
    assert helper._child is not first


def test_it_is_gone_when_nobody_asks() -> None:
    helper = Helper(idle=0.3)
    helper.look(pdf(b""))
    child = helper._child
    assert child is not None
    assert child.wait(timeout=60) != 0
    assert helper.look(pdf(b"")).pages == 1
    helper.close()


def test_a_cancelled_job_ends_its_child(helper: Helper) -> None:
    def stop() -> None:
        raise Cancelled

    helper.look(pdf(b""))
    child = helper._child
    with pytest.raises(Cancelled):
        helper.page(pdf(b""), 0, 100, stop)
    assert child is not None
    assert child.poll() is not None
    assert helper.look(pdf(b"")).pages == 1


def test_the_child_has_nothing_to_steal_and_nowhere_to_write(helper: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGQIAO_PASSWORD", "一句口令")
    helper.look(pdf(b""))
    assert helper._child is not None
    place = Path("/proc") / str(helper._child.pid)
    assert b"FENGQIAO" not in (place / "environ").read_bytes()
    limits = {line[:25].strip(): line[25:].split()[:2] for line in (place / "limits").read_text().splitlines()}
    assert limits["Max file size"] == ["0", "0"]
    assert limits["Max core file size"] == ["0", "0"]
    assert limits["Max data size"][0] == str(1_000 << 20)
    loaded = (place / "maps").read_text()
    assert "sqlcipher" not in loaded
    assert "_rust" not in loaded  # of the libraries that hold keys


def test_it_opens_no_connection_runs_no_program_and_writes_no_file(tmp_path: Path) -> None:
    tried = f"""
import os, socket, subprocess
from desktop.helper.closed_doors import close_doors
close_doors()
for what in (socket.socket, lambda: subprocess.run(["true"]), lambda: os.execv("/bin/true", ["true"]),
             lambda: open({str(tmp_path / "leak")!r}, "wb", buffering=0).write(b"x")):
    try:
        what()
        print("done")
    except OSError as error:
        print(type(error).__name__, error.errno)
"""
    told = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["PermissionError 1", "PermissionError 1", "PermissionError 1", "OSError 27"]


def test_text_is_read_where_the_extra_is_and_told_where_it_is_not() -> None:
    helper = Helper()
    assert helper.reads_text()
    lines = helper.text(seen(drawn(CARDS[0]), "over", random.Random(1)), 0)
    assert CARDS[0].number in "".join(line.text for line in lines)
    assert all(len(line.corners) == 8 for line in lines)
    helper.close()
    bare = (
        "import sys; sys.modules['rapidocr'] = None; "
        "import desktop.helper.text as t; t.find_spec = lambda name: None; "
        "from desktop.helper.child import main; main()"
    )
    poor = Helper([sys.executable, "-c", bare])
    refused("S-516", lambda: poor.text(b"x", 0))
    poor.close()


PLAIN = """
key = "own_note"
number = 901
version = 1
title = "说明"
layout = "notice"
copies = "1"
retention = "short"
basis = "本站"
dossier = { order = 99, need = "may" }

[[block]]
kind = "title"
text = "说明"

[[block]]
kind = "paragraph"
text = "%s"
"""


def test_a_template_is_filled_apart(helper: Helper) -> None:
    view = sample_view(0)
    model = helper.compose(PLAIN % "{{ parties[0].name }}，你好。", view)
    assert f"{view.parties[0].name}，你好。" in model.decode()
    with pytest.raises(RuleViolation, match="R-503"):
        helper.compose(PLAIN % "{{ nobody.name }}", view)


@pytest.mark.expects_log_warnings
def test_a_template_without_an_end_is_stopped() -> None:
    helper = Helper(patience=0.1)
    many = "[" + ",".join(["1"] * 30_000) + "]"
    endless = "{% for a in " + many + " %}{% for b in " + many + " %}{% endfor %}{% endfor %}"
    refused("S-514", lambda: helper.compose(PLAIN % endless, sample_view(0)))
    assert "你好" in helper.compose(PLAIN % "你好", sample_view(0)).decode()
    helper.close()


def test_the_command_shows_a_template_with_invented_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.toml").write_text(PLAIN % "{{ parties[0].name }}，你好。", "utf-8")
    out = tmp_path / "note.pdf"
    assert main(["check-template", str(tmp_path / "note.toml"), "--preview", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    (tmp_path / "bad.toml").write_text(PLAIN % "{{ partys }}", "utf-8")
    assert main(["check-template", str(tmp_path / "bad.toml"), "--preview", str(out)]) == 1
    assert "R-210" in capsys.readouterr().err


def test_damaged_files_never_reach_the_program(helper: Helper) -> None:
    dice = random.Random(20261120)
    whole = [
        picture(Image.effect_noise((60, 60), 90), "PNG"),
        picture(Image.effect_noise((60, 60), 90).convert("RGB"), "JPEG"),
        picture(Image.effect_noise((60, 60), 90), "TIFF"),
        picture(Image.effect_noise((60, 60), 90).convert("RGB"), "WEBP"),
        pdf(b"1 0 0 rg 0 0 100 100 re f"),
    ]
    answered, codes = 0, set()
    for _ in range(150):
        data = bytearray(dice.choice(whole))
        for _ in range(dice.randint(1, 12)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            answered += helper.page(bytes(data[: dice.randint(len(data) // 2, len(data))]), 0, 64).width > 0
        except Situation as fault:
            codes.add(fault.code)
    assert answered > 10
    assert codes <= {"S-511", "S-512", "S-513"}
