"""Scans and phone photographs of printed papers as offices make them: crooked, noisy, 150 dpi, seen at a slant."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageChops, ImageFilter

from desktop.helper.pages import page

DPI = 150
A4_INCHES = 297 / 25.4


def sheet(pdf: bytes, number: int = 0, dpi: int = DPI) -> Image.Image:
    """A printed page as a perfect scanner sees it."""
    return page(pdf, number, round(A4_INCHES * dpi)).convert("L")


def altered(paper: Image.Image, other: Image.Image) -> Image.Image:
    """A print on which somebody put what `other` says, but for the code and everything else at the foot."""
    body = (0, 0, paper.width, round(0.88 * paper.height))
    forged = paper.copy()
    forged.paste(other.crop(body), (0, 0))
    return forged


def scanned(paper: Image.Image, dice: random.Random) -> bytes:
    """A flatbed scan: turned up to 3 degrees, soft, noisy, as JPEG."""
    turned = paper.rotate(dice.uniform(-3, 3), Image.Resampling.BICUBIC, fillcolor=255)
    return _jpeg(_noisy(turned.filter(ImageFilter.GaussianBlur(dice.uniform(0.2, 0.7))), dice), dice.randint(55, 85))


def photographed(paper: Image.Image, dice: random.Random) -> bytes:
    """A phone's photograph on a dark table: in perspective, turned, unevenly lit, noisy, as JPEG in colours."""
    wide, high = paper.size
    margin = round(0.06 * wide)
    table = Image.new("L", (wide + 2 * margin, high + 2 * margin), dice.randint(40, 110))
    table.paste(paper, (margin, margin))
    turned = table.rotate(dice.uniform(-3, 3), Image.Resampling.BICUBIC, fillcolor=70)
    slant = _slanted(turned, dice)
    lit = ImageChops.multiply(slant, _light(slant.size, dice))
    soft = lit.filter(ImageFilter.GaussianBlur(dice.uniform(0.2, 0.8)))
    return _jpeg(_noisy(soft, dice).convert("RGB"), dice.randint(60, 90))


def _slanted(image: Image.Image, dice: random.Random) -> Image.Image:
    """The four corners move inwards by up to 6 percent each."""
    wide, high = image.size

    def off(length: int) -> float:
        return dice.uniform(0, 0.06) * length

    corners = [
        (-off(wide), -off(high)),
        (wide + off(wide), -off(high)),
        (wide + off(wide), high + off(high)),
        (-off(wide), high + off(high)),
    ]
    targets = [(0, 0), (wide, 0), (wide, high), (0, high)]
    return image.transform(
        image.size, Image.Transform.PERSPECTIVE, _solve(targets, corners), Image.Resampling.BICUBIC, fillcolor=70
    )


def _solve(sources: list[tuple[int, int]], targets: list[tuple[float, float]]) -> list[float]:
    """The eight numbers of the perspective that takes each source to its target (Gauss elimination)."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(sources, targets, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for i in range(8):
        pivot = max(range(i, 8), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(8):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [row[8] for row in rows]


def _light(size: tuple[int, int], dice: random.Random) -> Image.Image:
    """A lamp on one side: from white to a grey of 140 to 200."""
    ramp = Image.linear_gradient("L").rotate(dice.choice((0, 90, 180, 270))).resize(size)
    darkest = dice.randint(140, 200)
    return ramp.point([darkest + value * (255 - darkest) // 255 for value in range(256)])


def _noisy(image: Image.Image, dice: random.Random) -> Image.Image:
    """Grain and a little dirt."""
    grain = Image.frombytes("L", (256, 256), dice.randbytes(256 * 256)).resize(image.size, Image.Resampling.NEAREST)
    strength = dice.uniform(0.04, 0.14)
    noisy = Image.blend(image, ImageChops.offset(grain, dice.randint(0, 99), dice.randint(0, 99)), strength)
    for _ in range(dice.randint(5, 40)):
        x, y = dice.randrange(image.width - 4), dice.randrange(image.height - 4)
        noisy.paste(dice.randint(0, 120), (x, y, x + dice.randint(1, 3), y + dice.randint(1, 3)))
    return noisy


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
