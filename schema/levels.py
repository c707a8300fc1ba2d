"""Levels: one list, or the objects behind one link of many kinds, as one SQL statement for all parents at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql.visitors import replacement_traverse

from graph.kinds import Model
from graph.sql.dialects import Dialect, Statement, compiled
from schema.arguments import Leaf, Tree
from schema.binds import Bind, Binds
from schema.bounded import Bounded
from schema.conditions import Conditions
from schema.keyset import Cursor, Order, page_size
from schema.limits import Limits

LIMIT, PARENT = "limit", "parent"
COUNTS = 200  # that are remembered of one probe

Member = Callable[[FromClause], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Parents:
    """Where a level's parents come from: columns of the rows of another level, of some types only if that is said."""

    level: int
    columns: tuple[int, ...]
    type_column: int | None = None
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is wanted."""

    size: Tree
    after: Cursor | None
    before: Cursor | None
    backward: bool
    limits: Limits

    @property
    def bounds(self) -> list[tuple[Cursor, bool]]:
        """The cursors that are given, each with whether rows stand before it; the one where reading begins is first."""
        ends = [(self.after, False), (self.before, True)]
        return [(cursor, before) for cursor, before in (ends[::-1] if self.backward else ends) if cursor]


@dataclass(frozen=True, slots=True)
class Sought:
    """The id, or the ids, that a root field asks for: whoever asks is told which are unknown."""

    key: str
    ids: Leaf


@dataclass(frozen=True, slots=True)
class Driven:
    """The same rows found from where a filter leads; `probe` counts those found, to one more than are `few`."""

    few: int
    probe: Statement
    statement: Statement
    counts: Bounded[tuple[str, ...], int] = field(default_factory=lambda: Bounded(COUNTS))


@dataclass(frozen=True, slots=True)
class PlannedLevel:
    """A level ready to run: its statement (none where rows are computed), its binds, and whose children it reads.

    `limit` is how many rows it reads of a list, one more than its page has; none if that varies, or it is no list.
    `alone` reads the same for one parent, bound as PARENT: that takes half the time.
    """

    statement: Statement | None
    binds: dict[str, Bind]
    parents: Parents | None
    limit: int | None = None
    sought: Sought | None = None
    driven: Driven | None = None
    alone: Statement | None = None


@dataclass(slots=True)
class Level:
    """A level while it is made: columns and joins are added as fields ask for them."""

    index: int
    model: Model
    dialect: Dialect
    parents: Parents | None = None
    binds: Binds = field(default_factory=Binds)
    owners: FromClause | None = None
    source: FromClause | None = None
    columns: list[ColumnElement[Any]] = field(default_factory=list)
    where: list[ColumnElement[bool]] = field(default_factory=list)
    order: list[ColumnElement[Any]] = field(default_factory=list)
    limit: BindParameter[Any] | None = None
    sought: Sought | None = None
    found: "Found | None" = None
    joined: Sequence[tuple[FromClause, ColumnElement[bool], bool]] = ()
    listed: "Listed | None" = None

    def __post_init__(self) -> None:
        if self.parents and self.owners is None:
            self.owners = self.dialect.parents(len(self.parents.columns))
            self.source = self.owners
            self.columns = list(self.owners.c)
            self.order = list(self.owners.c)

    @property
    def conditions(self) -> Conditions:
        """What makes conditions of this statement."""
        return Conditions(self.model, self.dialect, self.binds)

    @property
    def owner(self) -> tuple[ColumnElement[Any], ...]:
        """The keys of the parent."""
        assert self.owners is not None
        return tuple(self.owners.c)

    def column(self, wanted: ColumnElement[Any]) -> int:
        """Return the number of a column in the rows; one that is there already is not read twice."""
        for number, column in enumerate(self.columns):
            if column is wanted:
                return number
        self.columns.append(wanted)
        return len(self.columns) - 1

    def join(self, row: FromClause, condition: ColumnElement[bool], *, outer: bool = False) -> None:
        """Join another table to the statement."""
        if self.source is None:
            self.source = row
        else:
            self.joined = (*self.joined, (row, condition, outer))

    def list(self, row: FromClause, member: Member, order: Callable[[FromClause], Order], page: Page) -> Order:
        """Read a page of the rows that are members of the list of each parent, or of one list if there are none."""
        outer = order(row)
        limit = self.bind_limit(page)
        if self.parents is None:
            self.source = row
            self.where += self._begun(row, member, order, page, limit)
            self.order = outer.clauses(backward=page.backward)
            self.limit = limit
        else:
            inner = _alias(row)
            its = order(inner)
            chosen = (
                select(inner.c.key)
                .where(member(inner), *self.bounds(its, page))
                .order_by(*its.clauses(backward=page.backward))
                .limit(limit)
                .correlate(self.owners)
            )
            assert self.source is not None
            self.source = self.dialect.of_each(self.source, row, chosen)
            conditions = (member(row), *self.bounds(outer, page))
            self.listed = Listed(row, conditions, outer.clauses(backward=page.backward), limit)
            self.order = [*self.owner, *outer.clauses(backward=page.backward)]
        return outer

    def _begun(
        self,
        row: FromClause,
        member: Member,
        order: Callable[[FromClause], Order],
        page: Page,
        limit: BindParameter[Any],
    ) -> Sequence[ColumnElement[bool]]:
        """Return the conditions of a page; one that begins at a cursor is read by a range of an index for each key."""
        its = order(inner := _alias(row))
        bounds = [its.beyond(cursor, self.binds, before=before) for cursor, before in page.bounds]
        if not bounds or len(bounds[0]) == 1:
            return [member(row), *self.bounds(order(row), page)]
        branches, *others = bounds
        rest = [member(inner), *(or_(*each) for each in others)]
        clauses = its.clauses(backward=page.backward)
        parts = [select(inner.c.key).where(*rest, each).order_by(*clauses).limit(limit).subquery() for each in branches]
        return [row.c.key.in_(union_all(*(select(part.c.key) for part in parts)))]

    def drive(
        self, row: FromClause, order: Order, page: Page, few: int, drive: Callable[[bool], Select[Any] | None]
    ) -> None:
        """Let the page also be found from where its filter leads, if it leads anywhere, when that gives `few` rows."""
        if (exact := drive(False)) is not None:
            rough = drive(True)
            where = [row.c.key.in_(exact), *self.bounds(order, page)]
            clauses = order.clauses(backward=page.backward, written=self.dialect.unordered)
            self.found = Found(few, exact if rough is None else rough, where, clauses)

    def planned(self) -> PlannedLevel:
        """Return the level, ready to run."""
        if self.source is None:
            return PlannedLevel(None, self.binds.made, self.parents, self.binds.fixed.get(LIMIT))
        self.columns = self.columns or [literal_column("1")]  # rows are counted even if nothing is asked of them
        statement = self._compiled(self.where, self.order)
        driven = None
        if self.found:
            counted = select(func.count()).select_from(self.found.rough.limit(self.found.few + 1).subquery())
            probe = compiled(self.dialect, counted, self.binds.fixed)
            driven = Driven(self.found.few, probe, self._compiled(self.found.where, self.found.order))
        limit = self.binds.fixed.get(LIMIT)
        return PlannedLevel(statement, self.binds.made, self.parents, limit, self.sought, driven, self._alone())

    def _compiled(self, where: Sequence[ColumnElement[bool]], order: Sequence[ColumnElement[Any]]) -> Statement:
        assert self.source is not None
        statement: Select[Any] = select(*self.columns).select_from(_joined(self.source, self.joined))
        statement = statement.where(*where).order_by(*order).limit(self.limit)
        return compiled(self.dialect, statement, self.binds.fixed)

    def _alone(self) -> Statement | None:
        """Return the statement that reads the list of one parent as a list of its own."""
        if self.listed is None or len(self.owner) > 1:
            return None
        parent = bindparam(PARENT, type_=BigInteger)
        source = _joined(self.listed.row, self.joined)
        statement = select(*self.columns).select_from(source).where(*self.listed.where, *self.where)
        statement = statement.order_by(*self.listed.order).limit(self.listed.limit)

        def bound(element: Any, **_: Any) -> Any:
            return parent if element is self.owner[0] else None

        made: Any = replacement_traverse(statement, {}, bound)
        return compiled(self.dialect, made, self.binds.fixed)

    def bounds(self, order: Order, page: Page) -> Sequence[ColumnElement[bool]]:
        """Return the conditions that rows stand between the cursors of a page."""
        return [or_(*order.beyond(cursor, self.binds, before=before)) for cursor, before in page.bounds]

    def bind_limit(self, page: Page) -> BindParameter[Any]:
        """Bind one row more than the page has, so that it is known whether more follow."""
        return self.binds.named(LIMIT, page.size, lambda size: page_size(size, page.limits) + 1)


@dataclass(frozen=True, slots=True)
class Found:
    """How a page is found from where its filter leads: `rough` gives as many rows or more; conditions, and order."""

    few: int
    rough: Select[Any]
    where: Sequence[ColumnElement[bool]]
    order: Sequence[ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Listed:
    """The page of a list that is read for each parent: its rows, the conditions of one of them, order and limit."""

    row: FromClause
    where: Sequence[ColumnElement[bool]]
    order: Sequence[ColumnElement[Any]]
    limit: BindParameter[Any]


def _joined(source: FromClause, joined: Sequence[tuple[FromClause, ColumnElement[bool], bool]]) -> FromClause:
    for row, condition, outer in joined:
        source = source.join(row, condition, isouter=outer)
    return source


def _alias(row: FromClause) -> FromClause:
    """Return the same table under a name of its own."""
    return row.element.alias() if hasattr(row, "element") else row.alias()
