"""PNG: how large a picture is, and the same picture in 256 colours, which is a third of the bytes."""

import struct
import zlib
from base64 import b64decode, b64encode

from playwright.sync_api import Browser

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PALETTE = 3  # the colour type
# The most frequent colours are kept; of any other, the nearest of them. The browser knows how to read a picture.
REDUCE = """async (picture) => {
  const bytes = Uint8Array.from(atob(picture), (each) => each.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const rgba = context.getImageData(0, 0, image.width, image.height).data;
  const colours = Array.from({ length: rgba.length / 4 }, (_, at) =>
    (rgba[4 * at] << 16) | (rgba[4 * at + 1] << 8) | rgba[4 * at + 2]);
  const counts = new Map();
  for (const each of colours) counts.set(each, (counts.get(each) ?? 0) + 1);
  const kept = [...counts].sort((one, other) => other[1] - one[1]).slice(0, 256).map(([each]) => each);
  const parts = (each) => [each >> 16, (each >> 8) & 255, each & 255];
  const known = kept.map(parts);
  const nearest = (each) => {
    const [red, green, blue] = parts(each);
    const far = known.map(([r, g, b]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2);
    return far.indexOf(Math.min(...far));
  };
  const places = new Map([...counts.keys()].map((each) => [each, nearest(each)]));
  let text = '';
  for (const each of colours) text += String.fromCharCode(places.get(each));
  return [image.width, image.height, known.flat(), btoa(text)];
}"""


def size(picture: bytes) -> tuple[int, int]:
    """The width and the height of a PNG, which its first chunk says."""
    assert picture.startswith(SIGNATURE)
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def reduced(browser: Browser, picture: bytes) -> bytes:
    """A PNG in at most 256 colours."""
    with browser.new_context() as context:
        width, height, palette, encoded = context.new_page().evaluate(REDUCE, b64encode(picture).decode())
    pixels = b64decode(encoded)
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))
    header = struct.pack(">IIBBBBB", width, height, 8, PALETTE, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", bytes(palette)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(*each) for each in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
