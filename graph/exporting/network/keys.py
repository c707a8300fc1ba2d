"""Keys: a set of keys of entities that takes a bit for each, as long as they lie close together, given one by one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

BITS = 16  # of a key, within a block
BYTES = 2**BITS // 8


class Keys:
    """A set of keys, walked in their order."""

    def __init__(self) -> None:
        self._blocks: defaultdict[int, bytearray] = defaultdict(lambda: bytearray(BYTES))

    def update(self, keys: Iterable[int]) -> None:
        """Add some keys."""
        for key in keys:
            low = key & (2**BITS - 1)
            self._blocks[key >> BITS][low >> 3] |= 1 << (low & 7)

    def __contains__(self, key: int) -> bool:
        """Return whether a key is in it."""
        low, block = key & (2**BITS - 1), self._blocks.get(key >> BITS)
        return block is not None and bool(block[low >> 3] >> (low & 7) & 1)

    def __len__(self) -> int:
        """Return how many keys are in it."""
        return sum(int.from_bytes(block).bit_count() for block in self._blocks.values())

    def __iter__(self) -> Iterator[int]:
        """Walk the keys in their order."""
        for high, block in sorted(self._blocks.items()):
            for place, byte in enumerate(block):
                if byte:
                    yield from ((high << BITS) + (place << 3) + bit for bit in range(8) if byte >> bit & 1)
