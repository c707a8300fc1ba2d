"""Documents of RDF: the graph, or a part of it, in one format, written as it is read.

Most rows go straight to text; whoever has parties, quotes, or was merged with others becomes a record first, which says
the same. What is read from the database is let go a thousand entities later.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

from graph.exporting.parts import Part
from graph.kinds import Model
from graph.rdf.rows import RowWriter, row_writer
from graph.rdf.syntax import Syntax
from graph.rdf.trig import ByDocument, TriG
from graph.rdf.triples import Description, Merged
from graph.rdf.turtle import NTriples
from graph.reading import Batch, Family, Reader
from graph.store import Snapshot, Store

WHOLE = Part()
NOTHING: Mapping[int, Any] = MappingProxyType({})
AT_ONCE = 100  # entities in a piece

Told = Callable[[int], None]
Proofs = Sequence[tuple[Any, ...]]


def exported(
    store: Store,
    syntax: Syntax[Any],
    part: Part = WHOLE,
    *,
    evidence: bool = True,
    snapshot: Snapshot | None = None,
    told: Told = lambda _: None,
) -> Iterator[bytes]:
    """Yield a document in pieces, in UTF-8, all from one snapshot; `told` is called with how many entities are written.

    The same graph gives the same bytes.
    """
    if snapshot is None:
        with store.snapshot(limit=float("inf")) as taken:
            yield from exported(store, syntax, part, evidence=evidence, snapshot=taken, told=told)
        return
    # Which graph a triple stands in, evidence says too.
    is_proved = (evidence or isinstance(syntax, TriG)) and store.reader.has_evidence(snapshot.execute)
    merged = store.merges(snapshot)
    writer = _Writer(store.model, store.reader, syntax, merged, evidence=evidence and is_proved)
    yield syntax.header.encode()
    before = len(syntax.separator)  # which stands before each block but the first
    for family in part.families(store.model):
        for batch in part.batches(store, snapshot, family):
            keys = [row[0] for row in batch.rows]
            proofs = store.reader.evidence_rows(snapshot.execute, keys) if is_proved else {}
            for text in writer.texts(batch, proofs):
                yield text[before:]
                before = 0
            told(len(batch.rows))
    yield syntax.footer.encode()


class _Writer:
    """Writes entities in one syntax."""

    def __init__(self, model: Model, reader: Reader, syntax: Syntax[Any], merged: Merged, *, evidence: bool) -> None:
        self._model, self._reader, self._syntax, self._merged = model, reader, syntax, merged
        self._description: Description[Any] = Description(model, syntax, evidence=evidence)
        self._described = ByDocument(self._description, merged) if isinstance(syntax, TriG) else self._description
        self._writers: dict[str, RowWriter | None] = {}

    def texts(self, batch: Batch, proofs: Mapping[int, Proofs]) -> Iterator[bytes]:
        """Yield the blocks of some entities in UTF-8, a separator before each."""
        rows, merged = batch.rows, self._merged
        kinds = {row[2] for row in rows}
        writers = {kind: writer for kind in kinds if (writer := self._writer(kind, batch.family))}
        lists = {kind: [batch.lists.get(name, NOTHING) for name in writer.lists] for kind, writer in writers.items()}
        proved = {row[0]: self._proof(row[1], proofs[row[0]]) for row in rows if row[0] in proofs} if proofs else {}
        special = {key for key, proof in proved.items() if proof is None}
        special |= {row[0] for row in rows if row[2] not in writers or row[1] in merged}
        is_plain = len(kinds) == 1 and not special

        def sort_of(row: tuple[Any, ...]) -> str:
            return "" if row[0] in special else str(row[2])

        for start in range(0, len(rows), AT_ONCE):
            text: list[str] = []
            some = rows[start : start + AT_ONCE]
            for kind, each in ((some[0][2], some),) if is_plain else groupby(some, sort_of):
                if kind:
                    writers[kind].write(each, text.append, batch.translations, proved, *lists[kind])
                else:
                    text += [self._recorded(batch, row, proofs.get(row[0], ())) for row in each]
            # One by one: a letter beyond Latin makes a joined text wide, and slow to encode.
            yield b"".join([piece.encode() for piece in text])

    def _writer(self, kind: str, family: Family) -> RowWriter | None:
        if kind not in self._writers:
            writer, syntax = None, self._syntax
            if isinstance(syntax, NTriples) and not isinstance(syntax, TriG):
                writer = row_writer(
                    self._description, syntax, self._model.kinds[kind], family.places, list(family.listed)
                )
            self._writers[kind] = writer
        return self._writers[kind]

    def _proof(self, entity: str, rows: Proofs) -> tuple[str, str] | None:
        """Return the pair and the block of the one row that proves all of an entity; None if evidence is anything else.

        The pair belongs to the entity, the block is that of the node of the row.
        """
        if len(rows) > 1:
            return None
        _, document, stated, names, value, _, exact, _, _, table, number, implied, preferred = rows[0]
        if exact is not None or value is not None or stated is not None or implied or preferred:
            return None
        pair, fragment, said = self._description.provenance.row(entity, document, table, number, names)
        syntax = self._syntax
        return pair, syntax.separator + syntax.block(syntax.entity(entity, fragment), said)

    def _recorded(self, batch: Batch, row: tuple[Any, ...], proofs: Proofs) -> str:
        record, syntax = batch.record(row), self._syntax
        others = self._merged.get(record.id, ())
        blocks = self._described.blocks(record, self._reader.made(record, proofs), others)
        return "".join([syntax.separator + syntax.block(*block) for block in blocks])
