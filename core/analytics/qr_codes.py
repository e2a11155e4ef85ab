"""A short address as a QR code (ISO/IEC 18004), for a screen and for print."""

from io import BytesIO

import segno

# The least width of a code on paper that phones read at arm's length, with its quiet zone of four modules.
PRINT_MM = 40
DOTS_PER_INCH = 300
MM_PER_INCH = 25.4
SCREEN_PIXELS = 10  # for each module
QUIET = 4  # modules


def _code(url: str) -> segno.QRCode:
    # A quarter of the code may be dirty or torn.
    return segno.make(url, error="q", micro=False)


def as_svg(url: str) -> bytes:
    """A drawing that prints sharply at any size; 40 mm wide if nobody says otherwise."""
    code, out = _code(url), BytesIO()
    modules = code.symbol_size(border=QUIET)[0]
    code.save(out, kind="svg", scale=PRINT_MM / modules, unit="mm", border=QUIET, title=url)
    return out.getvalue()


def as_png(url: str, *, for_print: bool = False) -> bytes:
    """Pixels: for a screen, or at least 40 mm at 300 dots per inch."""
    code, out = _code(url), BytesIO()
    modules = code.symbol_size(border=QUIET)[0]
    pixels = -(-int(PRINT_MM / MM_PER_INCH * DOTS_PER_INCH) // modules) if for_print else SCREEN_PIXELS
    code.save(out, kind="png", scale=pixels, border=QUIET, dpi=DOTS_PER_INCH if for_print else None)
    return out.getvalue()
