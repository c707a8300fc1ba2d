"""Strategies: any record of any kind, and evidence for it, drawn by hypothesis from a model."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from graph.kinds import Kind, Model
from graph.properties import Code, Identifier, Party, Property
from graph.records import Evidence, Quote, Record, Row
from graph.values import CURRENCIES, EntityId, Money, PartialDate, Text, Url

HOSTILE = (
    'He said "no\\more"\r\n\ttab',
    "\u202eright to left\u200f and \u2066isolated\u2069",
    "emoji 👩‍👩‍👧‍👦 and 🇵🇱",
    "<b>&amp;</b>]]>{}|^`'''\"\"\"",
    "a\u00a0b\u2028c\ufeffd",
    "\\u0041 \\",
    "@pl ^^xsd:date . # <http://example.org/> .",
)

# Whatever may be stored: no control characters but tab and line ends, no lone surrogates, no U+FFFE, U+FFFF.
strings = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff", include_characters="\t\n\r"),
        min_size=1,
        max_size=40,
    ).filter(str.strip),
)
texts = st.builds(Text, strings, st.sampled_from(("pl", "en", "it", "und", "pt-BR")))
slugs = st.from_regex(r"[a-z0-9]{1,8}([._-][a-z0-9]{1,8}){0,2}", fullmatch=True)
urls = st.sampled_from(
    (
        "https://example.org/",
        "http://example.org/a?b=1&c='d'#e",
        "https://gmina.łęczna.pl/żółw/(1)",
        "mailto:a@example.org",
    )
).map(Url)
dates = st.dates().flatmap(
    lambda day: st.sampled_from((f"{day.year:04}", f"{day:%Y-%m}".zfill(7), day.isoformat())).map(PartialDate)
)
money = st.builds(Money, st.integers(-(2**63) + 1, 2**63 - 1), st.sampled_from(sorted(CURRENCIES)))
integers = st.integers(-(2**63) + 1, 2**63 - 1)
decimals = st.integers(-(10**12), 10**12).map(lambda number: Decimal(number).scaleb(-6))


def ids(kind: Kind) -> st.SearchStrategy[EntityId]:
    """Draw an id of a kind."""
    return slugs.map(lambda slug: EntityId(f"{kind.prefix}/{slug}"))


def codes(code_list: type[Code]) -> st.SearchStrategy[str]:
    """Draw a code."""
    return st.sampled_from(list(code_list.__members__))


def items(model: Model, item: Property) -> st.SearchStrategy[Any]:
    """Draw one value of a property."""
    if item.is_code:
        return codes(model.codes[item.type.__name__])
    if item.target:
        return ids(model.kinds[item.target])
    drawn: dict[type, st.SearchStrategy[Any]] = {
        str: strings,
        Text: texts,
        Url: urls,
        int: integers,
        bool: st.booleans(),
        Decimal: decimals,
        Money: money,
        PartialDate: dates,
        Identifier: st.builds(Identifier, codes(model.codes["IdentifierScheme"]), strings),
        Party: st.builds(
            Party,
            st.one_of(ids(model.kinds["Organization"]), ids(model.kinds["Place"])),
            st.one_of(st.none(), codes(model.codes["Role"])),
        ),
    }
    return drawn[item.type]


def values(model: Model, item: Property) -> st.SearchStrategy[Any]:
    """Draw what a record holds of a property."""
    one = items(model, item)
    if item.many:
        return st.lists(one, min_size=1, max_size=3, unique=True).map(tuple)
    if item.type is Text:
        return st.lists(one, min_size=1, max_size=3, unique_by=lambda text: text.language).map(tuple)
    return one


def records(model: Model) -> st.SearchStrategy[Record]:
    """Draw any record of any kind."""
    return st.sampled_from(model.concrete).flatmap(lambda kind: records_of(model, kind))


def records_of(model: Model, kind: Kind) -> st.SearchStrategy[Record]:
    """Draw any record of a kind."""
    required = {item.name: values(model, item) for item in kind.stored if item.required}
    optional = {item.name: values(model, item) for item in kind.stored if not item.required}
    return st.builds(Record, ids(kind), st.just(kind.name), st.fixed_dictionaries(required, optional=optional))


@st.composite
def evidence(draw: st.DrawFn, model: Model, record: Record) -> list[Evidence]:
    """Draw evidence of a record: rows, and quotes of what it holds or of something else."""
    kind = model.kinds[record.kind]
    found = []
    for item in draw(st.lists(st.sampled_from(kind.stored), max_size=4)):
        document = draw(ids(model.kinds["Document"]))
        row = Row(draw(st.sampled_from(("projects", "a table"))), str(draw(st.integers(0, 9))))
        quote = st.builds(Quote, strings, st.just("") | strings, st.just("") | strings)
        held = record.values.get(item.name)
        held = held[0] if isinstance(held, tuple) else held
        value = held if held is not None and draw(st.booleans()) else draw(items(model, item))
        proof = draw(st.just(row) | quote)
        if isinstance(proof, Row) and draw(st.booleans()):
            value = None
        found.append(
            Evidence(record.id, (item.name,), value, document, proof, draw(st.booleans()), draw(st.booleans()))
        )
    return found


@st.composite
def graphs(draw: st.DrawFn, model: Model) -> list[tuple[Record, list[Evidence]]]:
    """Draw some records with their evidence, in the order of ids."""
    drawn = draw(st.lists(records(model), max_size=4, unique_by=lambda record: record.id))
    return [(record, draw(evidence(model, record))) for record in sorted(drawn, key=lambda record: record.id)]
