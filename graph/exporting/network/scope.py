"""Scope: which nodes and ties of a graph a part of it shows.

Of the whole, all. Else what is chosen: nodes, and ties with what they join. Where no kind of tie is named, also what
lies between nodes that are chosen.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from graph.errors import RequestError
from graph.exporting.network.keys import Keys
from graph.exporting.network.ties import NODES, SHARED, TIES, ends_of_ties, ids_of, keys_of, sharers, ties_between
from graph.exporting.parts import Part
from graph.kinds import Model
from graph.reading import Batch, Family
from graph.sql.dialects import PARENTS, Statement
from graph.store import Snapshot, Store

AT_ONCE = 1_000
SHARERS_AT_ONCE = 50  # each of whom may have worked with thousands
FEW = 100_000  # of which the ids are held; of more, all rows are read and others left out


class Scope:
    """What a part shows; `chosen` are the keys of its nodes and ties, but of the whole, of which none need be known.

    `is_open` says that ties need not be chosen, `sharing` is the family of those that are joined by what they share,
    where the part leaves that out. Raises RequestError for a part that has kinds of which no network is made.
    """

    def __init__(self, store: Store, snapshot: Snapshot, part: Part) -> None:
        self._store, self._snapshot = store, snapshot
        self._keys = keys_of(store.model, store.dialect)
        named = _families(store.model, part)
        self.is_whole, self.is_open = part == Part(), not named & TIES.keys()
        shared = named & SHARED.keys()
        self.sharing = next(iter(shared)) if self.is_open and len(shared) == 1 else None
        self.chosen, self._shown = Keys(), Keys()
        if not self.is_whole:
            self._choose(part)
        self._ids = None if self.is_whole or len(self._shown) > FEW else sorted(self._ids_shown())

    def batches(self, shape: Family) -> Iterator[Batch]:
        """Yield the entities of a family that are shown, in the order of ids."""
        for batch in self._store.reader.batches(self._snapshot.execute, shape, self._ids):
            if not self.is_whole:
                batch.rows = [row for row in batch.rows if row[0] in self._shown]
            yield batch

    def between(self, ids: Iterable[str]) -> Callable[[str, str], bool]:
        """Return what says of two nodes, whose ids are among some, whether whatever is between them is shown."""
        if self.is_whole:
            return lambda _, __: True
        wanted = sorted(set(ids))
        listed = {"ids": self._store.dialect.list_value(wanted)}
        rows = self._snapshot.execute(self._keys.text, self._keys.arguments(listed)) if wanted and self.is_open else ()
        chosen = {name for name, key in rows if key in self.chosen}
        return lambda near, far: near in chosen and far in chosen

    def sharers(self, shape: Family) -> Iterator[tuple[str, str, int]]:
        """Yield who of a family that is shown share how much: (id, id, how many projects or organisations)."""
        statement = sharers(self._store.model, self._store.dialect, shape.kind.prefix)
        for batch in self.batches(shape):
            rows = self._rows(statement, [row[0] for row in batch.rows], SHARERS_AT_ONCE)
            yield from ((near, far, number) for near, far, key, number in rows if key in self.chosen)

    def _choose(self, part: Part) -> None:
        model, dialect, ties = self._store.model, self._store.dialect, Keys()
        for family in part.families(model):
            if family.prefix in (*NODES, *TIES):
                for batch in part.batches(self._store, self._snapshot, family):
                    found = self.chosen if family.prefix in NODES else ties
                    found.update(row[0] for row in batch.rows)
        if self.is_open:
            between = self._rows(ties_between(model, dialect), self.chosen)
            self._shown.update(tie for _, far, tie in between if far in self.chosen)
        self._shown.update(end for _, end in self._rows(ends_of_ties(model, dialect), ties))
        self.chosen.update(ties)
        self._shown.update(self.chosen)

    def _ids_shown(self) -> Iterator[str]:
        for (name,) in self._rows(ids_of(self._store.model, self._store.dialect), self._shown):
            yield name

    def _rows(self, statement: Statement, keys: Iterable[int], size: int = AT_ONCE) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a statement on some keys, so many keys at a time."""
        for some in _pieces(keys, size):
            parents = self._store.dialect.parents_value([(key,) for key in some])
            yield from self._snapshot.execute(statement.text, statement.arguments({PARENTS: parents}))


def _families(model: Model, part: Part) -> frozenset[str]:
    """Return the families of the kinds that are named. Raises RequestError if one of them is not in a network."""
    families = {name: _family(model, name) for name in part.kinds or ()}
    for name in sorted(families):
        if families[name] not in (*NODES, *TIES):
            known = [kind.name for kind in model.kinds.values() if _family(model, kind.name) in (*NODES, *TIES)]
            raise RequestError(f"no network is made of {name}: name one of {', '.join(sorted(known))}")
    return frozenset(families.values())


def _family(model: Model, name: str) -> str:
    return model.kinds[name].prefix


def _pieces(keys: Iterable[int], size: int) -> Iterator[list[int]]:
    piece: list[int] = []
    for key in keys:
        piece.append(key)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece
