"""Makes two fonts of two letters, 水 and 山, that no font of the program has: a square and a diamond for either.

    pip install fonttools==4.68.0
    python3 tests/fonts/make.py
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

SHAPES = {
    "square": [(100, 0), (100, 700), (900, 700), (900, 0)],
    "diamond": [(500, -100), (100, 350), (500, 800), (900, 350)],
}


def outline(points):
    pen = TTGlyphPen(None)
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


for name, points in SHAPES.items():
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "letter"])
    builder.setupCharacterMap({0x6C34: "letter", 0x5C71: "letter"})
    builder.setupGlyf({".notdef": outline([(0, 0), (0, 1), (1, 0)]), "letter": outline(points)})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "letter": (1000, 100)})
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable({"familyName": name.capitalize(), "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 3600000000
    builder.font.recalcTimestamp = False
    builder.save(Path(__file__).parent / f"{name}.ttf")
