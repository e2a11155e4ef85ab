"""Takes out of a picture's file what it tells besides the picture: place, time, camera, owner, comments.

A photo from a phone holds the place where it was taken (EXIF GPS), and resized copies would inherit it. Only whole
parts of the file are left out; the picture itself is not packed again, so it loses nothing. How the picture is to be
turned (EXIF orientation) and its colors (ICC profile) stay.

Formats: JPEG (ITU T.81 B.1.1.3), PNG (W3C PNG 3), WebP (RFC 9649). AVIF is packed again without its metadata.
"""

import struct
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

ORIENTATION = 0x0112
# JPEG: EXIF and XMP (APP1), Photoshop and IPTC (APP13), comments.
_JPEG_DROPPED = {0xE1, 0xED, 0xFE}
_JPEG_START_OF_SCAN = 0xDA
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_WEBP_DROPPED = {b"EXIF", b"XMP "}
# In the extended header of WebP: "has EXIF" and "has XMP".
_WEBP_FLAGS = 0b0000_1100
AVIF_QUALITY = 85


def without_metadata(data: bytes) -> bytes:
    """The same picture without what it tells besides; bytes that are no such picture come back as they are."""
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data.startswith(_PNG_SIGNATURE):
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
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
    while position + 4 <= len(data):
        marker = data[position + 1]
        if data[position] != 0xFF or marker == _JPEG_START_OF_SCAN:
            break
        end = position + 2 + struct.unpack(">H", data[position + 2 : position + 4])[0]
        if marker not in _JPEG_DROPPED:
            kept.append(data[position:end])
        position = end
    return b"".join([*kept, data[position:]])


def _png(data: bytes) -> bytes:
    kept = [_PNG_SIGNATURE]
    exif = _orientation_only(data).removeprefix(b"Exif\x00\x00")
    position = len(_PNG_SIGNATURE)
    while position + 12 <= len(data):
        length = struct.unpack(">I", data[position : position + 4])[0]
        name = data[position + 4 : position + 8]
        chunk = data[position : position + 12 + length]
        if name not in _PNG_DROPPED:
            kept.append(chunk)
        if name == b"IHDR" and exif:
            kept.append(_png_chunk(b"eXIf", exif))
        position += 12 + length
    return b"".join(kept)


def _png_chunk(name: bytes, content: bytes) -> bytes:
    from zlib import crc32

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
        if name in _WEBP_DROPPED:
            continue
        if name == b"VP8X":
            flags = content[0] & ~_WEBP_FLAGS | (0b1000 if exif else 0)
            content = bytes([flags]) + content[1:]
        body += name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
    if exif and body[:4] == b"VP8X":
        body += b"EXIF" + struct.pack("<I", len(exif)) + exif + b"\0" * (len(exif) % 2)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _avif(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as image:
        if not image.getexif() and "xmp" not in image.info:
            return data
        out = BytesIO()
        exif = _orientation_only(data)
        options = {"exif": exif} if exif else {"exif": b""}
        image.save(out, "AVIF", quality=AVIF_QUALITY, icc_profile=image.info.get("icc_profile"), xmp=b"", **options)
    return out.getvalue()
