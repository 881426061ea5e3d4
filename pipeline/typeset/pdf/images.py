"""Pictures → images as ReportLab embeds them: without loss (PNG) or as they are (JPEG)."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader

from pipeline.typeset.pictures import Picture

JPEG_MODES = ("L", "RGB")


def open_image(picture: Picture) -> ImageReader:
    """Return the image of a picture; what is transparent becomes white, since PDF/A-2a readers may differ."""
    with Image.open(BytesIO(picture.data)) as image:
        if picture.format == "jpeg" and image.mode in JPEG_MODES:
            return ImageReader(BytesIO(picture.data))
        return ImageReader(_opaque(image))


def _opaque(image: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")
