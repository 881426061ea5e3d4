"""Pictures: read once, and embedded without loss (PNG) or as they are (JPEG)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from pipeline.errors import Problem, SourceProblem
from pipeline.model import Figure
from pipeline.text import _

POINTS_PER_PIXEL = 72 / 150  # a picture without a stated size is set at 150 pixels to the inch


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: its size in pixels and in points, and its samples, either raw or as the file's JPEG."""

    columns: int
    rows: int
    data: bytes
    grey: bool
    jpeg: bool

    @property
    def width(self) -> float:
        """The natural width in points."""
        return self.columns * POINTS_PER_PIXEL

    @property
    def height(self) -> float:
        """The natural height in points."""
        return self.rows * POINTS_PER_PIXEL


def open_image(figure: Figure) -> Image:
    """Return a figure's picture; its file is named relative to the source file that names it."""
    path = Path(figure.origin.file).parent / figure.source
    try:
        return _read(path.read_bytes())
    except (OSError, UnidentifiedImageError, Pillow.DecompressionBombError) as error:
        what = _("The picture {path} cannot be read: {error}.").format(path=path.as_posix(), error=error)
        remedy = _("Put a PNG or JPEG file there, or correct its name.")
        raise SourceProblem(Problem(figure.origin.file, figure.origin.line, what, remedy)) from error


@lru_cache(maxsize=16)
def _read(data: bytes) -> Image:
    with Pillow.open(BytesIO(data)) as picture:
        if picture.format == "JPEG" and picture.mode in ("RGB", "L"):
            return Image(*picture.size, data, picture.mode == "L", jpeg=True)
        opaque = Pillow.new("RGBA", picture.size, "white")
        opaque.alpha_composite(picture.convert("RGBA"))
        return Image(*picture.size, opaque.convert("RGB").tobytes(), grey=False, jpeg=False)
