"""The organisations of the export as the Core Public Organisation Vocabulary, an application profile of the EU, has them."""

import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH, SKOS

from graph.describing.nodes import written
from graph.describing.ontology import ontology
from graph.importing.drafts import RowRejected
from graph.importing.files.rows import SourceRow, TableOptions
from graph.importing.files.tables import open_table
from graph.importing.language.mapping import read_mapping
from graph.importing.places.gazetteer import Gazetteer
from graph.kinds import Model
from graph.model import Base
from graph.rdf.triples import export
from graph.rdf.turtle import NTriples
from graph.records import Record, Source
from graph.store import Store
from graph.values import EntityId, Text

MODEL = Model.of(Base)
BASE = "https://example.org/"
HOME = Path(__file__).parent.parent
SHARED = HOME.parent / "shared"
PROFILE = SHARED / "vocab" / "cpov" / "core-public-organisation-ap-SHACL.ttl"
DATA = SHARED / "data"
CV = Namespace("http://data.europa.eu/m8g/")
ROWS = 400


def published(records: Iterable[Record]) -> Graph:
    """Return records as they are published: what they say, and the code lists that they name."""
    text = "".join(export(MODEL, NTriples(MODEL, BASE), ((each, []) for each in records)))
    lists = written("ntriples", MODEL, BASE, ontology(MODEL, BASE))
    return Graph().parse(data=text + lists, format="nt")


def results(data: Graph) -> list[tuple[URIRef, URIRef, Literal]]:
    """Return the focus, the path and the value of each result."""
    if not PROFILE.exists():
        reason = f"{PROFILE} is not there: the profile cannot be asked"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    _, found, _ = pyshacl.validate(data, shacl_graph=Graph().parse(PROFILE))
    assert isinstance(found, Graph)
    return [
        tuple(found.value(each, one) for one in (SH.focusNode, SH.resultPath, SH.value))
        for each in found.subjects(RDF.type, SH.ValidationResult)
    ]  # type: ignore[return-value]


def imported(name: str, file: Path, gazetteer: Gazetteer) -> list[Record]:
    """Return the organisations in the first rows of a file, as a mapping that is shipped reads them."""
    if not file.exists():
        pytest.skip(f"{file} is not there: see docs/data.md")
    meaning = read_mapping(HOME / "mappings" / f"{name}.yaml", MODEL, lambda: gazetteer)
    (table,) = meaning.tables_of(str(file))
    found: dict[EntityId, Record] = {}
    for row in islice(open_table(file, TableOptions(**table.options)), ROWS):
        assert isinstance(row, SourceRow)
        try:
            drafts = table.read(row).drafts
        except RowRejected:
            continue
        for draft in drafts:
            if draft.kind in ("Institution", "Foundation") and draft.id not in found:
                values = {item: value for item, value in draft.values.items() if item in ("name", "kind", "website")}
                name_ = values.get("name")
                values["name"] = (name_,) if isinstance(name_, Text) else name_
                found[draft.id] = Record(EntityId(draft.id), draft.kind, values)
    return list(found.values())


def test_the_organisations_of_the_seeds_conform(tmp_path: Path, seeds: list[Source]):
    store = Store.create(f"sqlite:///{tmp_path / 'graph.db'}", MODEL, seeds)
    data = published(record for record, _ in store.records())
    store.close()
    public = set(data.subjects(RDF.type, CV.PublicOrganisation))
    assert len(public) > 5
    assert results(data) == []


def test_what_the_polish_list_gives_conforms(gazetteer: Gazetteer):
    file = DATA / "pl_structural_funds" / "Poland_ESF_2014_2020.csv"
    data = published(imported("esf-poland", file, gazetteer))
    assert len(set(data.subjects(RDF.type, CV.PublicOrganisation))) > 20
    assert results(data) == []


def test_what_keep_gives_conforms_though_nobody_knows_the_language_of_its_names(gazetteer: Gazetteer):
    file = DATA / "keep_interreg" / "keep_2014_2020_partners.csv"
    data = published(imported("keep", file, gazetteer))
    public = set(data.subjects(RDF.type, CV.PublicOrganisation))
    assert len(public) > 20
    assert {name.language for each in public for name in data.objects(each, SKOS.prefLabel)} == {"und"}
    assert results(data) == []
