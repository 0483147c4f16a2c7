"""Bytes as a picture for a phone's camera, two rows of squares to a line of text."""

from typing import Final

from textual.content import Content

BORDER: Final = 2
"""Squares of free space around it; cameras need some."""
COLOURS: Final = "#ffffff on #000000"
"""The same in every theme: a camera wants contrast. What is lit is drawn, so that it is right without colours too."""


def qr_lines(code: bytes) -> list[Content]:
    """The picture's lines; for a safety number 37 cells wide and 19 lines high."""
    import segno  # noqa: PLC0415 - only who looks at a safety number needs it

    picture = segno.make_qr(code, error="l", boost_error=False, mode="byte")
    lit = [[not dark for dark in row] for row in picture.matrix_iter(border=BORDER)]
    if len(lit) % 2:
        lit.append([True] * len(lit[0]))
    signs = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
    pairs = zip(lit[::2], lit[1::2], strict=True)
    lines = ("".join(signs[both] for both in zip(upper, lower, strict=True)) for upper, lower in pairs)
    return [Content.styled(line, COLOURS) for line in lines]
