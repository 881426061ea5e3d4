"""Pictures → image objects: without loss (PNG) or as they are (JPEG)."""

from __future__ import annotations

from io import BytesIO

from pikepdf import Name, Pdf, Stream
from PIL import Image

from pipeline.typeset.pdf.streams import make_stream
from pipeline.typeset.pictures import Picture

JPEG_COLOURS = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB}


def embed_picture(pdf: Pdf, picture: Picture) -> Stream:
    """Return the image object of a picture; what is transparent becomes white, since PDF/A-2a readers may differ."""
    with Image.open(BytesIO(picture.data)) as image:
        columns, rows = image.size
        as_is = picture.format == "jpeg" and image.mode in JPEG_COLOURS
        data = picture.data if as_is else _opaque(image).tobytes()
        colours = JPEG_COLOURS[image.mode] if as_is else Name.DeviceRGB
    entries = {"Width": columns, "Height": rows, "ColorSpace": colours, "BitsPerComponent": 8}
    stream = make_stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, **entries)
    if as_is:
        stream.Filter = Name.DCTDecode
    return stream


def _opaque(image: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")
