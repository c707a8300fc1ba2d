"""Conditions: a `where` as SQL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, bindparam, false, func, or_, select, true

from graph.columns import DECIMAL_PLACES
from graph.errors import InvalidValue, RequestError
from graph.folding import fold
from graph.kinds import Model
from graph.properties import Identifier, Party, Property
from graph.sql.dialects import Dialect
from graph.ties import tied, under
from graph.values import LARGEST, Money, PartialDate, Text
from schema.arguments import Given, Leaf, Tree, constant

Condition = ColumnElement[bool]
Convert = Callable[[Any], Any]
NO_NUMBER = -LARGEST - 1  # fits a column, and stands in none


@dataclass(frozen=True, slots=True)
class Bind:
    """Where the value of a parameter comes from, and what is made of it."""

    leaf: Leaf
    convert: Convert

    def value(self, given: Given) -> Any:
        """Return what the driver binds. Raises RequestError."""
        try:
            return self.convert(self.leaf.value(given))
        except InvalidValue as error:
            raise RequestError(f"{error}", "BAD_VALUE") from error


@dataclass(slots=True)
class Binds:
    """The parameters of a statement while it is made."""

    made: dict[str, Bind] = field(default_factory=dict)

    def __call__(self, tree: Tree, convert: Convert = lambda value: value) -> BindParameter[Any]:
        """Return a parameter that will be bound to what a leaf, or a constant, is converted to."""
        name = f"b{len(self.made)}"
        leaf = tree if isinstance(tree, Leaf) else constant(tree)
        self.made[name] = Bind(leaf, convert)
        return bindparam(name)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Makes the conditions of one statement."""

    model: Model
    dialect: Dialect
    binds: Binds

    def entity(self, kind: str, row: FromClause, tree: Mapping[str, Tree] | None) -> Condition:
        """Return the condition that a row of a kind's table, or of `entity`, meets a filter."""
        return and_(true(), *(self._one(kind, row, name, each) for name, each in (tree or {}).items()))

    def _one(self, kind: str, row: FromClause, name: str, tree: Tree) -> Condition:
        if name in _CONNECTIVES:
            return _CONNECTIVES[name](self, kind, row, tree)
        if tree is None:
            return true()
        if name == "isNull":
            return false() if tree else true()
        if name == "id":
            return self._id(row.c.key, tree)
        if name == "under":
            return row.c.key.in_(under(self.model.table(kind), self.key(tree)))
        if kind == "Entity":
            return self._kind(row.c.type, tree)
        return self._property(row, self.model.kinds[kind].properties[name], tree)

    def key(self, tree: Tree) -> ColumnElement[Any]:
        """Return the key of the entity of an id."""
        entity = self.model.entity.alias()
        return select(entity.c.key).where(entity.c.id == self.binds(tree)).scalar_subquery()

    def _id(self, key: ColumnElement[Any], tree: Mapping[str, Tree]) -> Condition:
        made: list[Condition] = []
        for operator, each in tree.items():
            if operator == "in" and each is not None:
                entity = self.model.entity.alias()
                known = self.dialect.member(entity.c.id, self.binds(each, self.dialect.list_value))
                made.append(key.in_(select(entity.c.key).where(known)))
            elif operator == "eq":
                made.append(key == self.key(each) if each is not None else false())
            elif each is not None:
                made.append(key.is_distinct_from(self.key(each)))
        return and_(true(), *made)

    def _kind(self, type_: ColumnElement[Any], tree: Mapping[str, Tree]) -> Condition:
        """Compare the type of an entity with kinds, an interface being all the kinds that it stands for."""

        def members(names: str | Sequence[str]) -> Any:
            wanted = [names] if isinstance(names, str) else names
            return self.dialect.list_value([each.name for name in wanted for each in self.model.coded(name)])

        made = []
        for operator, each in tree.items():
            if each is not None:
                one = self.dialect.member(type_, self.binds(each, members))
                made.append(~one if operator == "ne" else one)
        return and_(true(), *made)

    def _property(self, row: FromClause, item: Property, tree: Mapping[str, Tree]) -> Condition:
        if item.is_link and item.many:
            target = self.model.table(item.target or "Entity").alias()
            return self._listed(target, tied(self.model, item, target, row.c.key), tree, item.target or "Entity")
        if item.is_link:
            return self._link(row.c[f"{item.attribute}_key"], item.target or "Entity", tree)
        if item.many:
            values = self.model.list_table(item).alias()
            return self._listed(values, values.c.key == row.c.key, tree, item)
        return self._single(row, item, tree)

    def _link(self, key: ColumnElement[Any], target: str, tree: Mapping[str, Tree]) -> Condition:
        made: list[Condition] = []
        rest = {name: each for name, each in tree.items() if each is not None}
        absent = rest.pop("isNull", None)
        if absent is not None:
            made.append(key.is_(None) if absent else key.is_not(None))
        if list(rest) == ["id"] and list(rest["id"]) == ["eq"]:
            made.append(self._id(key, rest["id"]))  # known by its key: nothing to look into
        elif rest:
            row = self.model.table(target).alias()
            made.append(key.in_(select(row.c.key).where(self.entity(target, row, rest))))
        return and_(true(), *made)

    def _listed(self, row: FromClause, tie: Condition, tree: Mapping[str, Tree], what: str | Property) -> Condition:
        made = []
        for quantifier, each in tree.items():
            if each is not None:
                meets = self.entity(what, row, each) if isinstance(what, str) else self._item(row, what, each)
                found = select(row.c.key).where(tie, meets).correlate_except(row).exists()
                made.append(found if quantifier == "some" else ~found)
        return and_(true(), *made)

    def _item(self, row: FromClause, item: Property, tree: Mapping[str, Tree]) -> Condition:
        if item.type is Identifier:
            return self._parts({"scheme": row.c.scheme, "value": row.c.value}, tree)
        if item.type is Party:
            parts = {"role": row.c.role} if tree.get("role") else {}
            roles = self._parts(parts, {"role": tree.get("role")})
            entity = tree.get("entity")
            return and_(roles, self._link(row.c.entity_key, "Entity", entity) if entity else true())
        if item.type is Text:
            return self.value(row.c.text, row.c._folded if item.search else None, str, tree)
        return self.value(row.c.code, None, str, tree)

    def _parts(self, columns: Mapping[str, ColumnElement[Any]], tree: Mapping[str, Tree]) -> Condition:
        given = ((columns[name], each) for name, each in tree.items() if each is not None)
        return and_(true(), *(self.value(column, None, str, each) for column, each in given))

    def _single(self, row: FromClause, item: Property, tree: Mapping[str, Tree]) -> Condition:
        stem = item.attribute
        if item.type is Money:
            return self._money(row.c[f"{stem}_amount"], row.c[f"{stem}_currency"], tree)
        if item.type is PartialDate:
            return self._date(row, item, tree)
        folded = row.c[f"{stem}_folded"] if item.search else None
        return self.value(row.c[stem], folded, item.type, tree)

    def value(
        self, column: ColumnElement[Any], folded: ColumnElement[Any] | None, type_: type, tree: Mapping[str, Tree]
    ) -> Condition:
        """Return the condition that a column meets the operators of a filter."""
        places = _PLACES.get(type_)
        made: list[Condition] = []
        for operator, each in tree.items():
            convert: Convert = (lambda value: value) if places is None else _scaled(places, operator)
            if operator in ("contains", "startsWith"):
                if each is not None:
                    pattern = self.binds(each, _PATTERNS[operator])
                    text = folded if folded is not None else func.lower(column)
                    made.append(text.like(pattern, escape="\\"))
            elif operator == "in":
                if each is not None:
                    listed = self.binds(each, self._list(convert))
                    made.append(self.dialect.member(column, listed))
            elif operator == "isNull" or each is None:
                made.append(_null(column, operator, each))
            else:
                compared = _COMPARISONS if places is None else _OF_NUMBERS
                made.append(compared[operator](column, self.binds(each, convert)))
        return and_(true(), *made)

    def _list(self, convert: Convert) -> Convert:
        return lambda items: self.dialect.list_value([convert(item) for item in items])

    def _money(self, amount: ColumnElement[Any], currency: ColumnElement[Any], tree: Mapping[str, Tree]) -> Condition:
        named = tree.get("currency") or {}
        if tree.get("amount") and not {"eq", "in"} & {name for name, each in named.items() if each is not None}:
            raise RequestError("An amount is compared in a currency: add currency: {eq: ...}.", "BAD_FILTER")
        made = [self.value(currency, None, str, named), self.value(amount, None, Money, tree.get("amount") or {})]
        if tree.get("isNull") is not None:
            made.append(_null(amount, "isNull", tree["isNull"]))
        return and_(*made)

    def _date(self, row: FromClause, item: Property, tree: Mapping[str, Tree]) -> Condition:
        first, last = row.c[f"{item.attribute}_first"], row.c[f"{item.attribute}_last"]
        made: list[Condition] = []
        for operator, each in tree.items():
            if operator == "isNull" or (each is None and operator in ("eq", "ne")):
                made.append(_null(first, operator, each))
            elif each is None:
                continue
            elif operator == "in":
                spans = self.binds(each, lambda days: self.dialect.list_value([day.first + day.last for day in days]))
                made.append(self.dialect.member(first + last, spans))
            elif operator == "during":
                made.append(self._during(row, item, each))
            else:
                made.append(_DATES[operator](first, last, self.binds(each, _first), self.binds(each, _last)))
        return and_(true(), *made)

    def _during(self, row: FromClause, item: Property, tree: Tree) -> Condition:
        start = end = item.attribute
        if self.model.kinds[item.kind].spans and item.attribute in ("start_date", "end_date"):
            start, end = "start_date", "end_date"
        begins, ends = row.c[f"{start}_first"], row.c[f"{end}_last"]
        return and_(
            or_(begins.is_(None), begins <= self.binds(tree, _last)),
            or_(ends.is_(None), ends >= self.binds(tree, _first)),
            or_(begins.is_not(None), ends.is_not(None)),
        )

    def _all(self, kind: str, row: FromClause, trees: Sequence[Mapping[str, Tree]] | None) -> Condition:
        return and_(true(), *(self.entity(kind, row, each) for each in trees or ()))

    def _any(self, kind: str, row: FromClause, trees: Sequence[Mapping[str, Tree]] | None) -> Condition:
        return true() if trees is None else or_(false(), *(self.entity(kind, row, each) for each in trees))

    def _not(self, kind: str, row: FromClause, tree: Mapping[str, Tree] | None) -> Condition:
        # What is unknown does not hold: so people mean it, but SQL's NOT does not.
        return true() if tree is None else func.coalesce(self.entity(kind, row, tree), false()).is_(false())


_CONNECTIVES: Mapping[str, Callable[[Conditions, str, FromClause, Any], Condition]] = {
    "and": Conditions._all,
    "or": Conditions._any,
    "not": Conditions._not,
}

_COMPARISONS: Mapping[str, Callable[[ColumnElement[Any], BindParameter[Any]], Condition]] = {
    "eq": lambda column, value: column == value,
    "ne": lambda column, value: column.is_distinct_from(value),
    "gt": lambda column, value: column > value,
    "gte": lambda column, value: column >= value,
    "lt": lambda column, value: column < value,
    "lte": lambda column, value: column <= value,
}

# At least a number is more than the one just below it: so a number finer or larger than any that is stored has a place.
_OF_NUMBERS = {**_COMPARISONS, "gte": _COMPARISONS["gt"], "lt": _COMPARISONS["lte"]}

# A date may mean any day from `first` to `last`; what is greater is so whichever day is meant.
_DATES: Mapping[str, Callable[..., Condition]] = {
    "eq": lambda first, last, since, until: and_(first == since, last == until),
    "ne": lambda first, last, since, until: or_(first.is_distinct_from(since), last.is_distinct_from(until)),
    "gt": lambda first, _last, _since, until: first > until,
    "gte": lambda first, _last, since, _until: first >= since,
    "lt": lambda _first, last, since, _until: last < since,
    "lte": lambda _first, last, _since, until: last <= until,
}


def _null(column: ColumnElement[Any], operator: str, flag: bool | None) -> Condition:
    """Return what a null means: `eq: null` that there is none, `ne: null` that there is one; else nothing."""
    if operator == "isNull":
        return true() if flag is None else column.is_(None) if flag else column.is_not(None)
    return {"eq": column.is_(None), "ne": column.is_not(None)}.get(operator, true())


def _scaled(places: int, operator: str) -> Convert:
    """Return what makes of a decimal the whole number to compare with, however fine or large it is."""

    def convert(number: Decimal) -> int:
        whole = number.scaleb(places, _EXACT)
        low, high = int(whole.to_integral_value(ROUND_FLOOR)), int(whole.to_integral_value(ROUND_CEILING))
        if operator in ("gt", "lte"):
            return max(NO_NUMBER, min(low, LARGEST))
        if operator in ("gte", "lt"):
            return max(NO_NUMBER, min(high - 1, LARGEST))
        return low if low == high and abs(low) <= LARGEST else NO_NUMBER

    return convert


def _pattern(form: str) -> Convert:
    def convert(text: str) -> str:
        if "\x00" in text:
            raise InvalidValue("a text to be found cannot contain U+0000")
        escaped = fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return form.format(escaped)

    return convert


def _first(day: PartialDate) -> str:
    return day.first


def _last(day: PartialDate) -> str:
    return day.last


_PATTERNS = {"contains": _pattern("%{}%"), "startsWith": _pattern("{}%")}
_PLACES: Mapping[type, int] = {Decimal: DECIMAL_PLACES, Money: 2}
_EXACT = Context(prec=100)
