"""Files as people have them, and as those make them who mean no good."""

import io
import random
import struct
import zipfile
import zlib

from docx import Document
from openpyxl import Workbook
from PIL import Image

PLACE = b"51.5007"
GPS_INFO, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def photo(
    width: int = 64, height: int = 48, orientation: int = 6, quality: int = 90, noise: bool = False
) -> bytes:
    """A JPEG with a place, a camera and an orientation in it; left half red, right half blue, or noise."""
    if noise:
        picture = Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3))
    else:
        picture = Image.new("RGB", (width, height), "red")
        picture.paste("blue", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "ACME Phone"
    exif[GPS_INFO] = {1: "N", 2: (56.0, 25.0, 1.0), 3: "W", 4: (5.0, 28.0, 3.0)}
    return _saved(picture, "JPEG", exif=exif, quality=quality, subsampling=0, comment=b"taken at " + PLACE)


def png(width: int = 8, height: int = 8) -> bytes:
    """A small PNG with words in it."""
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "at home")
    return _saved(Image.new("RGBA", (width, height), (0, 255, 0, 128)), "PNG", pnginfo=info)


def webp() -> bytes:
    """A small WebP."""
    return _saved(Image.new("RGB", (8, 8), "green"), "WEBP")


def heic() -> bytes:
    """The beginning of a photo as a phone may make it."""
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200


def png_bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A few kilobytes that say to be two and a half thousand million pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 10_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def pdf(inside: bytes = b"") -> bytes:
    """A PDF of one empty page, with something more in its catalogue."""
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + inside + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    )


def docx() -> bytes:
    """A Word document."""
    out, document = io.BytesIO(), Document()
    document.add_paragraph("The hole is deep.")
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    """An Excel workbook."""
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def odt() -> bytes:
    """An OpenDocument text."""
    return zipped({"mimetype": ODT_TYPE.encode(), "content.xml": b"<office:document-content/>"})


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(document: bytes, name: str, content: bytes) -> bytes:
    """A document that is an archive, with one more part."""
    out = io.BytesIO(document)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, format=form, **options)
    return out.getvalue()
