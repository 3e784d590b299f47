"""Draws one picture anew: bytes in on standard input, clean bytes out. A program of its own, within limits.

Whatever a picture does to the library that reads it, it does here: bounded in memory and time, writing no
file, knowing nothing of the gateway. Run as `python -I picture_process.py JPEG|PNG|WEBP`.
"""

import io
import resource
import sys
import warnings

from PIL import Image, ImageCms, ImageOps

MOST_PIXELS = 60_000_000
LONGEST_SIDE = 30_000
LARGEST = 20 * 1024 * 1024
MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 45
UNREADABLE, TOO_MANY_PIXELS, TOO_LARGE = 2, 3, 4
_JPEG_QUALITIES = (88, 75, 60)
_MODES = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "RGB", "RGBA"), "WEBP": ("RGB", "RGBA")}


def limit_this_process() -> None:
    """Before anything of the picture is read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error")


def drawn_anew(data: bytes, form: str) -> bytes:
    """The picture's first frame, upright, in sRGB, without anything else. Raises what Pillow raises."""
    with Image.open(io.BytesIO(data), formats=[form]) as opened:
        if opened.width * opened.height > MOST_PIXELS or max(opened.size) > LONGEST_SIDE:
            raise Image.DecompressionBombError
        picture = _in_srgb(ImageOps.exif_transpose(opened))
    if picture.mode not in _MODES[form]:
        has_holes = form != "JPEG" and ("A" in picture.mode or "transparency" in picture.info)
        picture = picture.convert("RGBA" if has_holes else "RGB")
    # A new picture of the same pixels: no chunk, comment or profile comes along by itself.
    return _written(Image.frombytes(picture.mode, picture.size, picture.tobytes()), form)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The colours that a profile means, since the profile does not come along."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            picture, meant, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture


def _written(picture: Image.Image, form: str) -> bytes:
    """As good as fits. Exits when nothing does: a PNG is what it is."""
    for quality in _JPEG_QUALITIES[: 1 if form == "PNG" else None]:
        out = io.BytesIO()
        picture.save(out, format=form, **({} if form == "PNG" else {"quality": quality}))
        if out.tell() <= LARGEST:
            return out.getvalue()
    sys.exit(TOO_LARGE)


def main() -> None:
    """Standard input to standard output; the exit code says what went wrong."""
    limit_this_process()
    try:
        clean = drawn_anew(sys.stdin.buffer.read(LARGEST + 1), sys.argv[1])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        sys.exit(TOO_MANY_PIXELS)
    except Exception:  # the libraries below raise what they please on what is broken on purpose
        sys.exit(UNREADABLE)
    sys.stdout.buffer.write(clean)


if __name__ == "__main__":
    main()
