"""Hops: what is said of ties in the rows of a level - since when they last, what proves them, how they are told."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select

from graph.network.scope import PARTNERSHIP, PROJECT, Span, span_of_partnership
from graph.network.sentences import EN, PL
from schema.fields import cell
from schema.levels import Level, Parents
from schema.planner import Planner
from schema.proofs import piece
from schema.selection import Selected

# The columns of a hop: what graph.network.joints says of it stands behind a number.
PATH, NEAR, FAR, KIND, IS_BACK, RELATION, VIA, PROVED, PROPERTY = range(9)
CAPACITIES = {PROJECT: "Role", PARTNERSHIP: "PartnershipKind"}  # the code lists of what is a relation's name


@dataclass(slots=True)
class Ties:
    """The ties in the rows of a level, whose keys stand in the column `via`; what is asked of them is read at once."""

    planner: Planner
    level: Level
    via: int
    _made: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, Callable[[Selected], str]]:
        """The expressions of the fields that tell of a tie."""
        return {
            "via": lambda each: self.planner.reference(self.level, self.via, each),
            "startDate": lambda _: self.day(1),
            "endDate": lambda _: self.day(3),
        }

    def day(self, column: int) -> str:
        """Return the expression of a day: of the start of a tie (1), or of its end (3)."""
        name = self._made.get("days") or self._made.setdefault("days", self._days())
        return f"{name}(r[{self.via}], {column})"

    def _days(self) -> str:
        """Return the name of what gives the days of a tie: of its participation, partnership, or project."""
        level = self.planner.level(Parents(self.level.index, (self.via,)))
        model, owner = level.model, level.owner[0]
        part, partnership, grant, project = (
            model.table(each).alias() for each in ("Participation", "Partnership", "Funding", "Project")
        )
        for table in (part, partnership, grant):
            level.join(table, table.c.key == owner, outer=True)
        level.join(project, project.c.key == func.coalesce(part.c.project_key, grant.c.project_key), outer=True)
        level.columns += Span.of(part).otherwise(span_of_partnership(partnership)).otherwise(Span.of(project))
        rows = self.planner.code.single(level.index)
        return self.planner.code.function(
            "k, c", f"r = {rows}.get(k)", "return None if r is None else date(r[c], r[c + 1])"
        )


@dataclass(slots=True)
class Hops:
    """The hops in the rows of a level; `nodes` is the level in whose column `node` the keys of both ends stand."""

    planner: Planner
    level: Level
    nodes: Level
    node: int
    _made: dict[str, str] = field(default_factory=dict)
    _ties: Ties = field(init=False)

    def __post_init__(self) -> None:
        self._ties = Ties(self.planner, self.level, VIA)

    def list(self, selected: Selected, rows: str) -> str:
        """Return the expression of a list of hops, whose rows another gives."""
        made = self.planner.plain(
            selected,
            "Hop",
            {
                "from": lambda each: self.planner.reference(self.level, NEAR, each),
                "to": lambda each: self.planner.reference(self.level, FAR, each),
                "relation": cell(RELATION),
                **self._ties.fields,
                "evidence": self._evidence,
                "sentence": lambda each: self.sentence(each, "[r]", "None"),
            },
        )
        return f"[{made} for r in {rows}]"

    def sentence(self, selected: Selected, hops: str, lone: str) -> str:
        """Return the expression of a sentence that tells hops, whose rows an expression gives; or a lone entity."""
        language = selected.arguments.get("language") or PL
        if language not in self._made:
            self._made[language] = self._telling(language)
        return f"{self._made[language]}({hops}, {lone})"

    def _telling(self, language: str) -> str:
        code, label, ties = self.planner.code, self._labels(language), self._ties
        lists = {kind: self.planner.model.codes[name] for kind, name in CAPACITIES.items()}
        words = {
            (kind, each.name): each.concept.pl if language == PL else each.concept.en
            for kind, codes in lists.items()
            for each in codes
        }
        told = (
            f"(r[{KIND}], r[{IS_BACK}], {label}(r[{NEAR}]), {label}(r[{FAR}]), "
            f"words.get((r[{KIND}], r[{RELATION}]), ''), {ties.day(1)}, {ties.day(3)})"
        )
        lines = (f"return told([{told} for r in hops], {language!r}, '' if hops else {label}(lone))",)
        return code.function(f"hops, lone, words={words!r}", *lines)

    def _labels(self, language: str) -> str:
        """Return the name of what gives the label of an end, in a language if it is known in it."""
        level = self.planner.level(Parents(self.nodes.index, (self.node,)))
        entity, translation = level.model.entity.alias(), level.model.metadata.tables["translation"].alias()
        level.join(entity, entity.c.key == level.owner[0])
        named = select(translation.c.text).where(
            translation.c.entity_key == entity.c.key,
            or_(*(translation.c.property == name for name in ("name", "title"))),
            translation.c.language == {PL: "pl", EN: "en"}[language],
        )
        level.columns.append(func.coalesce(named.scalar_subquery(), entity.c.label))
        rows = self.planner.code.single(level.index)
        return self.planner.code.function("k", f"return {rows}[k][1]")

    def _evidence(self, selected: Selected) -> str:
        """Return what proves the tie itself, or the property of an end that is the tie."""
        level = self.planner.level(Parents(self.level.index, (PROVED,)))
        table = level.model.metadata.tables["evidence"].alias()
        level.join(table, table.c.subject_key == level.owner[0])
        level.order.append(table.c.key)
        properties = level.column(table.c.property)
        rows = self.planner.code.grouped(level.index, 1)
        proves = f"p is None or p in r[{properties}].split(' ')"
        made = piece(self.planner, level, table, selected)
        name = self.planner.code.function("k, p", f"return [{made} for r in {rows}.get(k, ()) if {proves}]")
        return f"{name}(r[{PROVED}], r[{PROPERTY}])"
