"""Pictures as Word and web pages can show them: PNG and JPEG as they are, all others as PNG."""

from __future__ import annotations

from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from pipeline.errors import Problem, SourceProblem
from pipeline.frozen import frozen
from pipeline.model import Figure
from pipeline.text import _

# A picture is set at so many pixels to the inch.
PIXELS_PER_INCH = 150
QUALITY = 95  # of a photograph that had to be turned
FRAME = 600, 150  # pixels: what stands for a picture that is not at hand


@frozen
class Picture:
    """A picture's file, its format (png or jpeg), and its natural size in points."""

    data: bytes
    format: str
    width: float
    height: float

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Return the size at which it fits within a width and a height, never larger than its own."""
        scale = min(1, width / self.width, height / self.height)
        return self.width * scale, self.height * scale


def open_picture(figure: Figure) -> Picture:
    """Return a figure's picture; its file is named relative to the source file that names it.

    A figure that was read from a file made elsewhere has a text but no picture file: an empty frame stands for it.
    Raises `SourceProblem` when there is no such file or it holds no picture.
    """
    if not figure.source and not figure.origin.file:
        return _frame()
    path = Path(figure.origin.file).parent / figure.source
    try:
        return _read(path.read_bytes())
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        what = _("There is no picture {path}.") if not path.is_file() else _("The file {path} holds no picture.")
        if isinstance(error, Image.DecompressionBombError):
            what = _("The picture {path} has too many pixels.")
        remedy = _("Put a PNG or JPEG file there, or correct its name.")
        problem = Problem(figure.origin.file, figure.origin.line, what.format(path=path.as_posix()), remedy)
        raise SourceProblem(problem) from error


@lru_cache(maxsize=16)
def _read(data: bytes) -> Picture:
    with Image.open(BytesIO(data)) as opened:
        image = _upright(opened)
        width, height = (pixels * 72 / PIXELS_PER_INCH for pixels in image.size)
        if image is opened and opened.format in ("PNG", "JPEG"):
            return Picture(data, opened.format.lower(), width, height)
        buffer = BytesIO()
        if opened.format == "JPEG":
            image.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
            return Picture(buffer.getvalue(), "jpeg", width, height)
        image.convert("RGBA").save(buffer, "PNG")
        return Picture(buffer.getvalue(), "png", width, height)


def _upright(image: Image.Image) -> Image.Image:
    """Return a photograph as it was seen: cameras turn it by a note (Exif, 0x0112) that not every program reads."""
    return ImageOps.exif_transpose(image) if image.getexif().get(0x0112, 1) != 1 else image


@cache
def _frame() -> Picture:
    image = Image.new("L", FRAME, "white")
    ImageDraw.Draw(image).rectangle((0, 0, FRAME[0] - 1, FRAME[1] - 1), outline="gray", width=2)
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return _read(buffer.getvalue())
