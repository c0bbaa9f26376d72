"""Makes the fonts of the social cards from the originals: the letters that cards are set in, and nothing else.

    pip install fonttools==4.68.0 brotli==1.2.1 font-source-serif-pro==0.0.1 font-source-sans-pro==0.0.1
    npm pack @fontsource/noto-naskh-arabic@5.3.0 @fontsource/frank-ruhl-libre@5.3.0
    python3 make.py FOLDER-OF-THE-PACKED-FILES

The fonts are written beside this file. The same originals give the same bytes.
"""

import io
import sys
import tarfile
from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent

# Letters of Europe, combining marks, punctuation, raised digits, currencies, letter-like signs, arrows, mathematics.
EUROPE = [
    (0x20, 0x24F), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF),
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x214F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x25A0, 0x25FF), (0xFB00, 0xFB06),
]
EVERYTHING = [(0, 0x10FFFF)]

# What shapes a word: its marks, its joins, its language's own forms, its kerning. Small capitals and old figures are
# for people who set type by hand.
FEATURES = [
    "calt", "ccmp", "clig", "curs", "fina", "init", "isol", "kern", "liga", "locl", "mark", "medi", "mkmk", "rclt",
    "rlig",
]


def main(packed):
    serif = files("font_source_serif_pro") / "files" / "SourceSerifPro-Bold.ttf"
    sans = files("font_source_sans_pro") / "files" / "SourceSansPro-Semibold.ttf"
    # "Source" is a reserved name, and what has been cut must not bear it.
    make("serif", "Card Serif", serif.read_bytes(), EUROPE)
    make("sans", "Card Sans", sans.read_bytes(), EUROPE)
    arabic = packed_font(packed / "fontsource-noto-naskh-arabic-5.3.0.tgz", "noto-naskh-arabic-arabic-700-normal")
    hebrew = packed_font(packed / "fontsource-frank-ruhl-libre-5.3.0.tgz", "frank-ruhl-libre-hebrew-700-normal")
    make("arabic", "Card Arabic", arabic, EVERYTHING)
    make("hebrew", "Card Hebrew", hebrew, EVERYTHING)


def packed_font(archive, name):
    with tarfile.open(archive) as tar:
        return tar.extractfile(f"package/files/{name}.woff2").read()


def make(stem, name, original, ranges):
    font = TTFont(io.BytesIO(original), recalcTimestamp=False)
    font.flavor = None
    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = [0, 13, 14]
    options.notdef_outline = False
    options.recalc_timestamp = False
    options.drop_tables += ["DSIG", "STAT", "meta"]
    cut = subset.Subsetter(options)
    cut.populate(unicodes=[letter for first, last in ranges for letter in range(first, last + 1)])
    cut.subset(font)
    for number, words in [(1, name), (2, "Regular"), (3, name), (4, name), (6, name.replace(" ", ""))]:
        font["name"].setName(words, number, 3, 1, 0x409)
    font.save(HERE / f"{stem}.ttf", reorderTables=True)
    print(f"{stem}.ttf: {(HERE / f'{stem}.ttf').stat().st_size} bytes, {len(font.getBestCmap())} letters")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
