"""Takes out of a picture's file what it tells besides the picture: place, time, camera, owner, comments.

A photo from a phone holds the place where it was taken (EXIF GPS), and resized copies would inherit it. Only those
parts of the file are kept that the picture itself needs, so that what nobody thought of is left out, too: a second
picture or a film behind the first, a small picture of what was cut away. The picture is not packed again, so it loses
nothing. How it is to be turned (EXIF orientation) and its colors (ICC profile) stay.

Formats: JPEG (ITU T.81 annex B), PNG (W3C PNG 3), WebP (RFC 9649), GIF89a. AVIF is packed again without its metadata.
"""

import re
import struct
from collections.abc import Iterator
from io import BytesIO
from zlib import crc32

from PIL import Image

ORIENTATION = 0x0112
_JPEG_END = b"\xff\xd9"
_JPEG_START_OF_SCAN = 0xDA
# Of the parts that programs add (APP0 to APP15, comments), these are about the picture: JFIF, the color profile, and
# Adobe's word on how colors are mixed.
_JPEG_ADDED = {*range(0xE0, 0xF0), 0xFE}
_JPEG_KEPT = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_JFIF = b"JFIF\0"
# Within packed pixels 0xFF is followed by 0, or by the mark of a fresh start.
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV"),
    *(b"cLLI", b"bKGD", b"pHYs"),
}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
# In the extended header of WebP: "has EXIF" and "has XMP".
_WEBP_FLAGS = 0b0000_1100
_GIF_IMAGE, _GIF_EXTENSION, _GIF_END = 0x2C, 0x21, 0x3B
_GIF_GRAPHIC_CONTROL, _GIF_APPLICATION = 0xF9, 0xFF
# How often a moving picture is repeated, and its colors.
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
AVIF_QUALITY = 85


def without_metadata(data: bytes) -> bytes:
    """The same picture without what it tells besides; bytes that are no such picture come back as they are."""
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data.startswith(_PNG_SIGNATURE):
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return _gif(data)
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return _avif(data)
    return data


def orientation(data: bytes) -> int:
    """How the picture is to be turned: 1 (upright) to 8, as EXIF counts."""
    with Image.open(BytesIO(data)) as image:
        value = image.getexif().get(ORIENTATION, 1)
    return value if value in range(1, 9) else 1


def _orientation_only(data: bytes) -> bytes:
    """EXIF data that says nothing but the orientation; empty for an upright picture."""
    turned = orientation(data)
    if turned == 1:
        return b""
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    return exif.tobytes()


def _jpeg(data: bytes) -> bytes:
    kept = [b"\xff\xd8"]
    if exif := _orientation_only(data):
        kept.append(b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        end = position + 2 + struct.unpack(">H", data[position + 2 : position + 4])[0]
        kept.append(_jpeg_part(marker, data[position:end]))
        position = end
        if marker == _JPEG_START_OF_SCAN:
            found = _JPEG_MARKER.search(data, position)
            end = found.start() if found else len(data)
            kept.append(data[position:end])
            position = end
        if data[position : position + 2] == _JPEG_END:
            return b"".join([*kept, _JPEG_END])
    return b"".join([*kept, data[position:]])


def _jpeg_part(marker: int, part: bytes) -> bytes:
    """The part, or what is kept of it."""
    if marker not in _JPEG_ADDED or part[4:].startswith(_JPEG_KEPT.get(marker, b"\0no")):
        return part
    # JFIF without the small picture that it may hold.
    return b"\xff\xe0\0\x10" + part[4:16] + b"\0\0" if part[4:].startswith(_JFIF) else b""


def _png(data: bytes) -> bytes:
    kept = [_PNG_SIGNATURE]
    exif = _orientation_only(data).removeprefix(b"Exif\x00\x00")
    position = len(_PNG_SIGNATURE)
    while position + 12 <= len(data):
        length = struct.unpack(">I", data[position : position + 4])[0]
        name = data[position + 4 : position + 8]
        chunk = data[position : position + 12 + length]
        if name in _PNG_KEPT:
            kept.append(chunk)
        if name == b"IHDR" and exif:
            kept.append(_png_chunk(b"eXIf", exif))
        if name == b"IEND":
            break
        position += 12 + length
    return b"".join(kept)


def _png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc32(name + content))


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 12
    while position + 8 <= len(data):
        length = struct.unpack("<I", data[position + 4 : position + 8])[0]
        yield data[position : position + 4], data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2


def _webp(data: bytes) -> bytes:
    exif = _orientation_only(data)
    body = b""
    for name, content in _webp_chunks(data):
        if name not in _WEBP_KEPT:
            continue
        if name == b"VP8X":
            flags = content[0] & ~_WEBP_FLAGS | (0b1000 if exif else 0)
            content = bytes([flags]) + content[1:]
        body += name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
    if exif and body[:4] == b"VP8X":
        body += b"EXIF" + struct.pack("<I", len(exif)) + exif + b"\0" * (len(exif) % 2)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def gif_blocks(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The blocks of a GIF with their kinds, the header as kind 0; IndexError where it is cut off."""
    position = 13 + _gif_colors(data[10])
    yield 0, data[:position]
    while (kind := data[position]) != _GIF_END:
        start = position
        if kind == _GIF_IMAGE:
            position += 11 + _gif_colors(data[position + 9])
        elif kind == _GIF_EXTENSION:
            position += 2
        else:
            raise IndexError(position)
        while length := data[position]:
            position += 1 + length
        position += 1
        yield kind, data[start:position]


def gif_frames(data: bytes, most: int) -> int:
    """How many pictures a GIF holds; counting ends above `most`."""
    count = 0
    for kind, _block in gif_blocks(data):
        count += kind == _GIF_IMAGE
        if count > most:
            break
    return count


def _gif_colors(flags: int) -> int:
    """How many bytes a table of colors takes."""
    return 3 * 2 ** (flags % 8 + 1) if flags & 0x80 else 0


def _gif(data: bytes) -> bytes:
    kept = []
    try:
        for kind, block in gif_blocks(data):
            label = block[1] if kind == _GIF_EXTENSION else _GIF_GRAPHIC_CONTROL
            if label == _GIF_GRAPHIC_CONTROL or (label == _GIF_APPLICATION and block[3:14] in _GIF_KEPT):
                kept.append(block)
    except IndexError:
        return data
    return b"".join([*kept, bytes([_GIF_END])])


def _avif(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as image:
        if not image.getexif() and "xmp" not in image.info:
            return data
        out = BytesIO()
        exif = _orientation_only(data)
        options = {"exif": exif} if exif else {"exif": b""}
        image.save(out, "AVIF", quality=AVIF_QUALITY, icc_profile=image.info.get("icc_profile"), xmp=b"", **options)
    return out.getvalue()
