"""Encodings: which one a table is in, and its lines as text in which nothing that is not of it is lost."""

import codecs
import io
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from graph.errors import SourceError
from graph.importing.files.streams import Stream

# A line longer than this comes in parts; no cell may be as long.
LINE_LIMIT = 11 * 1024 * 1024

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
READ = 64 * 1024 * 1024  # how far a file is looked through for its encoding
SAMPLE = 128 * 1024  # of lines with bytes beyond ASCII

# In order of preference, where a sample does not tell them apart.
LATIN = ("windows-1250", "iso-8859-2", "windows-1252", "iso-8859-15", "cp852")
# Among which the others are looked for.
OTHERS = (
    *("cp1251", "koi8_r", "koi8_u", "cp1253", "iso8859_7", "cp1254", "cp1255", "cp1256", "cp1257", "cp866"),
    *("cp932", "euc_jp", "gb18030", "big5", "euc_kr", "cp1250", "cp1252"),
)
# The letters beyond ASCII of languages, from the frequent to the rare.
LETTERS = {
    "pl": "łęąóżśćńź",
    "cs": "íáéěřýčžšůúďťňó",
    "sk": "áíýčúéžšťľôňďóĺäŕ",
    "hu": "áéőíóöüúű",
    "ro": "ăîâșțşţ",
    "hr": "čšžćđ",
    "de": "üäößé",
    "fr": "éèàêçôîùûâœïë",
    "es": "óíáéñúü¿¡",
    "pt": "ãçáéíóõêúâà",
    "it": "àèùòéì",
    "sv": "åäöøæé",
}
MARKS = "„”“’‘–—…§°«»€\xa0"
PLAUSIBLE = -4.3  # the mean logarithm of a character's chance in a text whose language is one of these

ERRORS = "ogniwo.undecoded"


def encoding_of(path: Path, declared: str | None) -> str:
    """Return the encoding of a file: that of its BOM, or that declared, or the likeliest. Raises SourceError."""
    stream = Stream(path)
    start = b""
    good = bad = read = 0
    sample: list[bytes] = []
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    for piece in stream.pieces():
        if not start:
            start = piece
            if found := _marked(start) or (declared and _checked(declared, path)) or _wide(start):
                return found
        text = decoder.decode(piece)
        if not piece.isascii():
            good += len(piece) - len(text)
            bad += _surrogates(text)
            if bad and sum(map(len, sample)) < SAMPLE:
                sample += [line for line in piece.splitlines() if not line.isascii()]
        read += len(piece)
        if read >= READ:
            break
    if not start and stream.cut:
        raise SourceError(str(path), 1, f"{stream.cut}: fetch it again")
    if not start and declared:
        return _checked(declared, path)
    # Bytes that go astray in UTF-8 are few; in a text that is not UTF-8, hardly any go well.
    if bad <= good:
        return "utf-8"
    return _likeliest(b"\n".join(sample)[:SAMPLE], path)


def text_of(stream: Stream, encoding: str) -> Iterator[str]:
    """Yield the text in pieces; each byte that is not of the encoding stands there as U+DC00 and the byte."""
    codecs.register_error(ERRORS, _undecoded)
    decoder = codecs.getincrementaldecoder(encoding)(ERRORS)
    for piece in stream.pieces():
        if text := decoder.decode(piece):
            yield text
    if not stream.cut and (text := decoder.decode(b"", True)):
        yield text


def lines_of(pieces: Iterator[str]) -> Iterator[list[str]]:
    """Yield lists of lines with their ends, of which only the last of all may have none.

    A list is what one piece completes; a line beyond LINE_LIMIT comes in parts.
    """
    parts: list[str] = []  # of a line whose end has not come
    length = 0
    for piece in pieces:
        parts.append(piece)
        length += len(piece)
        if "\n" not in piece and "\r" not in piece and length < LINE_LIMIT:
            continue
        lines = io.StringIO("".join(parts), newline="").readlines()
        # What ends in \r may be about to end in \r\n.
        parts = [lines.pop()] if not lines[-1].endswith("\n") and len(lines[-1]) < LINE_LIMIT else []
        length = sum(map(len, parts))
        if lines:
            yield lines
    if parts:
        yield ["".join(parts)]


def _undecoded(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


def _marked(start: bytes) -> str | None:
    return next((name for mark, name in BOMS if start.startswith(mark)), None)


def _wide(start: bytes) -> str | None:
    """Return which UTF-16 it is, by the zeros of its Latin letters."""
    half = len(start) // 2
    even, odd = start[0 : 2 * half : 2].count(0), start[1 : 2 * half : 2].count(0)
    if half and odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if half and even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _checked(name: str, path: Path) -> str:
    try:
        "a".encode(name)
        codecs.register_error(ERRORS, _undecoded)
        codecs.getincrementaldecoder(name)(ERRORS).decode(b"a;b\n")
    except (LookupError, UnicodeError, TypeError, ValueError, AssertionError) as error:
        raise SourceError(str(path), 1, f"{name!r} is not an encoding of text, such as windows-1250") from error
    return name


def _surrogates(text: str) -> int:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return sum(0xDC80 <= ord(each) <= 0xDCFF for each in text)
    return 0


def _likeliest(sample: bytes, path: Path) -> str:
    """Return the encoding in which a sample reads best, among all its lines that have bytes beyond ASCII."""
    runs = re.findall(rb"[\x80-\xff]+", sample)
    # Words of other alphabets than Latin have such bytes throughout.
    if sum(map(len, runs)) < 2.5 * len(runs):
        chance, place = max((_chance(sample, name), -place) for place, name in enumerate(LATIN))
        if chance > PLAUSIBLE:
            return LATIN[-place]
    best = from_bytes(sample, cp_isolation=list(OTHERS)).best()
    if best is None:
        raise SourceError(str(path), 1, "is in an encoding that cannot be told: name it by `encoding:`")
    return best.encoding


def _chance(sample: bytes, encoding: str) -> float:
    """Return the mean logarithm of the characters' chances, in the language or mixture where it is highest."""
    found = Counter(each for each in sample.decode(encoding, "replace") if not each.isascii())
    tables = [_chances([letters]) for letters in LETTERS.values()]
    tables += [_chances(list(LETTERS.values())[:7]), _chances(list(LETTERS.values())[6:])]
    return max(sum(n * _logarithm(each, table) for each, n in found.items()) for table in tables) / found.total()


def _chances(languages: list[str]) -> dict[str, float]:
    """Return how often letters occur, by Zipf's rule, in a text in all these languages."""
    chances: defaultdict[str, float] = defaultdict(float)
    for letters in languages:
        total = sum(1 / rank for rank in range(1, len(letters) + 1))
        for rank, letter in enumerate(letters, 1):
            chances[letter] += 1 / rank / total / len(languages)
    return chances


def _logarithm(character: str, chances: dict[str, float]) -> float:
    if character in MARKS:
        return math.log(0.02)
    chance = chances.get(character.lower())
    if chance:
        return math.log(chance * (0.3 if character.isupper() else 0.7))
    return math.log(1e-4 if character.isalpha() else 1e-6)
