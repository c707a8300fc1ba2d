"""The JSON Schema of mappings: what it takes the reader takes, its descriptions are the model's, and it is on file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from copies import copy_of_model
from jsonschema import Draft202012Validator

from graph.errors import SourceError
from graph.importing.language.mapping import read_mapping
from graph.importing.language.mapping_schema import mapping_schema, schema_text
from graph.kinds import Model
from graph.model import Base

MODEL = Model.of(Base)
MAPPINGS = sorted((Path(__file__).parent.parent / "mappings").glob("*.yaml"))
VALIDATOR = Draft202012Validator(mapping_schema(MODEL))
GOOD = """
document: {id: document/a, title: {pl: a}}
tables:
  t:
    file: "*.csv"
    records:
    - RECORD
"""


def mapping(record: str) -> str:
    return GOOD.replace("RECORD", record)


def words(text: str) -> Any:
    """Read YAML as the reader does: words are words, whatever they look like."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but words


def is_valid(text: str) -> bool:
    return VALIDATOR.is_valid(words(text)) and VALIDATOR.is_valid(yaml.safe_load(text))


def is_read(tmp_path: Path, text: str) -> bool:
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        read_mapping(path, MODEL)
    except SourceError:
        return False
    return True


def test_it_is_a_schema():
    Draft202012Validator.check_schema(mapping_schema(MODEL))


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda each: each.stem)
def test_every_mapping_that_is_shipped_is_valid(path: Path):
    found = VALIDATOR.iter_errors(words(path.read_text(encoding="utf-8")))
    assert [f"{each.json_path}: {each.message[:200]}" for each in found] == []


def test_mappings_are_shipped():
    assert {"keep", "esf-poland"} <= {each.stem for each in MAPPINGS}


@pytest.mark.parametrize(
    "record",
    [
        "{id: 'project/{A}', type: Project, title: '{A}', year: 2014, endPlanned: true}",
        "{id: project/a, type: Project, title: {column: A, language: en, or: {column: B, language: und}}}",
        "{id: project/a, type: Project, title: [{pl: a, en: '{B}'}, {column: C, language: {column: L, codes: {x: de}}}]}",
        "{id: project/a, type: Project, budget: {column: A, currency: PLN, decimal: ',', thousands: ' ', empty: ['-']}}",
        "{id: project/a, type: Project, startDate: {column: A, date: ['%Y', '%m.%Y']}, status: {column: S, codes: {x: RUNNING}, otherwise: omit}}",
        "{id: project/a, type: Project, fundings: [{id: 'funding/{A}', programme: {column: P, codes: {a: programme/a}}, rate: {column: R, decimal: ','}}]}",
        "{id: organization/a, type: {column: A, patterns: {x: Foundation}, default: Institution}, kind: {column: A, patterns: {x: MOPS}, default: ''}}",
        "{id: organization/a, type: Institution, parent: {identifier: ROR, column: R}, identifiers: [{NIP: '{N}'}, {ROR: {column: R}}]}",
        "{id: partnership/a, type: Partnership, kind: TWIN_TOWNS, parties: [{entity: place/a}, {entity: {id: place/b, type: City, name: b}, role: HOST}]}",
        "{id: funding/a, type: Funding, when: [{column: A, present: true}, {any: [{not: {column: B, in: [1]}}, {value: '{C}', matches: x}]}]}",
        "{id: 'target-group/{item}', type: TargetGroup, each: {column: A, split: ';'}, organizationKinds: [OPS, '{K}']}",
    ],
)
def test_what_can_be_read_is_valid(tmp_path: Path, record: str):
    text = mapping(record)
    assert is_read(tmp_path, text)
    assert is_valid(text)


@pytest.mark.parametrize(
    "record",
    [
        "{id: project/a, type: Project, titel: a}",
        "{id: project/a, type: Projekt}",
        "{id: place/a, type: Project}",
        "{id: project/a}",
        "{type: Project}",
        "{id: project/a, type: Project, status: DONE}",
        "{id: project/a, type: Project, status: {column: S, codes: {x: DONE}}}",
        "{id: project/a, type: Project, title: {column: A, kolumn: B}}",
        "{id: project/a, type: Project, title: {column: A, path: B}}",
        "{id: project/a, type: Project, title: {column: A, replace: B}}",
        "{id: project/a, type: Project, title: {Polish: a}}",
        "{id: project/a, type: Project, programmes: programme/a}",
        "{id: project/a, type: Project, places: [project/b]}",
        "{id: project/a, type: Project, startDate: {column: A, decimal: ','}}",
        "{id: organization/a, type: Institution, identifiers: {NIPP: 1}}",
        "{id: organization/a, type: {column: A, codes: {x: Project}}}",
        "{id: partnership/a, type: Partnership, parties: [{role: HOST}]}",
        "{id: funding/a, type: Funding, when: {column: A}}",
    ],
)
def test_what_cannot_be_read_is_invalid(tmp_path: Path, record: str):
    text = mapping(record)
    assert not is_read(tmp_path, text)
    assert not VALIDATOR.is_valid(words(text))


@pytest.mark.parametrize(
    "text",
    ["{}", "document: {id: document/a, title: a}", "document: {id: document/a, title: a}\ntables: {}", GOOD + "x: 1\n"],
)
def test_a_mapping_that_is_not_whole_is_invalid(tmp_path: Path, text: str):
    assert not is_read(tmp_path, text)
    assert not is_valid(text)


def test_every_property_that_a_source_may_state_is_there_in_the_words_of_the_model():
    definitions = mapping_schema(MODEL)["$defs"]
    for kind in MODEL.families:
        known = definitions[f"entity-{kind.name}"]["properties"]
        for item in kind.properties.values():
            if item.stored or item.inverse:
                assert item.description in known[item.name]["description"]
            else:
                assert item.name not in known


def test_a_property_of_another_model_is_in_its_schema():
    model = copy_of_model("Project", 'motto: Mapped[str | None] = prop(OGN.motto, "dewiza", "motto", "What it says.")')
    text = schema_text(model)
    assert "What it says." in text
    assert "What it says." not in schema_text(MODEL)


def test_the_schema_is_on_file(golden: Callable[[str, str], Any]):
    golden("mapping.schema.json", schema_text(MODEL))
