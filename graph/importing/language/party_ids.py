"""Ids of partnerships made of their parties: the same for A with B as for B with A.

id: {prefix: partnership/twin-towns, sorted: parties, by: GEONAMES}     # partnership/twin-towns-766583-6534248
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import InvalidValue
from graph.importing.drafts import Draft
from graph.importing.language.scope import Scope, unknown
from graph.importing.slugs import LONGEST_ID, shortened, slug
from graph.properties import Identifier, Party
from graph.seeding.nodes import Node
from graph.values import EntityId

KEYS = ("prefix", "sorted", "by")


@dataclass(frozen=True, slots=True)
class PartyId:
    """What makes an id of the identifiers that one register gives the parties."""

    prefix: str
    scheme: str

    def id(self, parties: Iterable[Party], drafts: Sequence[Draft]) -> EntityId:
        """Return the id. Raises InvalidValue for less than two parties, and for one without such an identifier."""
        named = sorted({self._identifier(each.entity, drafts) for each in parties})
        if len(named) < 2:
            raise InvalidValue("wanted two parties, came one: nobody is a partner of itself")
        return EntityId(shortened("-".join((self.prefix, *map(slug, named))), LONGEST_ID))

    def _identifier(self, party: EntityId | Identifier, drafts: Sequence[Draft]) -> str:
        borne: Iterable[Identifier] = (party,) if isinstance(party, Identifier) else _borne(party, drafts)
        found = next((each.value for each in borne if each.scheme == self.scheme), None)
        if found is None:
            raise InvalidValue(f"wanted an identifier {self.scheme} of {party}, of which the id is made, came none")
        return found


def _borne(party: EntityId, drafts: Sequence[Draft]) -> Iterable[Identifier]:
    return (borne for each in drafts if each.id == party for borne in each.values.get("identifiers", ()))


def party_id(node: Node, entries: Mapping[str, Node], scope: Scope, prefix: str) -> PartyId:
    """Read what makes an id of parties; `entries` are those of the entity. Raises SourceError."""
    said = node.entries("an id, or {prefix: partnership/..., sorted: parties, by: GEONAMES}")
    for name, each in said.items():
        if name not in KEYS:
            raise unknown(each, "the key", name, KEYS)
    for name in KEYS:
        if name not in said:
            raise node.refusal(f"wanted {name} in an id made of parties")
    if said["sorted"].text("parties") != "parties" or "parties" not in entries:
        raise said["sorted"].refusal("wanted sorted: parties, in an entity that has parties")
    schemes = tuple(scope.model.codes["IdentifierScheme"].__members__)
    scheme = said["by"].text("the scheme of an identifier")
    if scheme not in schemes:
        raise unknown(said["by"], "the scheme", scheme, schemes)
    beginning = said["prefix"].text(f"the beginning of an id, {prefix}/...")
    with said["prefix"].checked():
        if EntityId(f"{beginning}-a").prefix != prefix:
            raise said["prefix"].refusal(f"wanted the beginning of an id, {prefix}/..., came {beginning!r}")
    return PartyId(beginning, scheme)
