"""Parts: the objects of the GraphQL schema that are no entities - values, proofs, highlights."""

from schema.building import Field, Types, list_of, optional
from schema.scalars import DecimalScalar


def add_parts(types: Types) -> None:
    """Make all of them but those whose fields take arguments."""
    _add_values(types)
    _add_proofs(types)
    _add_highlights(types)
    _add_statistics(types)


def _add_values(types: Types) -> None:
    types.object(
        "Money",
        "An exact amount in a currency.",
        [
            Field("amount", DecimalScalar, "The amount, with two places."),
            Field("currency", types["Currency"], "The currency."),
        ],
    )
    types.object("Name", "A name in a language.", [Field("language", str, "BCP 47."), Field("text", str, "The name.")])
    types.object(
        "Identifier",
        "What a register calls an entity.",
        [Field("scheme", types["IdentifierScheme"], "The register."), Field("value", str, "The identifier.")],
    )
    types.object(
        "Party",
        "One side of a partnership.",
        [Field("entity", types["Entity"], "Who."), Field("role", optional(types["Role"]), "In what capacity.")],
    )
    types.object(
        "PageInfo",
        "Where a page stands in its list.",
        [
            Field("hasNextPage", bool, "Whether more follows."),
            Field("hasPreviousPage", bool, "Whether more comes before."),
            Field("startCursor", optional(str), "The cursor of the first on the page."),
            Field("endCursor", optional(str), "The cursor of the last on the page."),
        ],
    )


def _add_proofs(types: Types) -> None:
    types.object(
        "Quote",
        "The shortest exact words that prove something.",
        [
            Field("prefix", str, "The words before, where the exact ones occur more than once; else empty."),
            Field("exact", str, "The words, in the document's own characters."),
            Field("suffix", str, "The words after, where the exact ones occur more than once; else empty."),
        ],
    )
    types.object(
        "Record",
        "A row of a table that a document holds.",
        [Field("table", str, "The table."), Field("row", str, "The row, by its number or key.")],
    )
    types.object(
        "Evidence",
        "What a document says of an entity, and where: a quote of its words or a row of its table.",
        [
            Field("subject", types["Entity"], "Of what."),
            Field("property", optional(str), "Which property it proves, if it is one."),
            Field("properties", list_of(str), "Which properties it proves; a row may prove several."),
            Field("value", optional(str), "What it says; none for a row, whose values are the entity's."),
            Field("implied", bool, "Whether the words only imply it."),
            Field("preferred", bool, "Whether it is marked as the one to believe."),
            Field("quote", optional(types["Quote"]), "The words, if it is a quote."),
            Field("record", optional(types["Record"]), "The row, if it is a record."),
            Field("document", types["Document"], "The document."),
        ],
    )


def _add_highlights(types: Types) -> None:
    types.object(
        "HighlightPart",
        "A part of a text.",
        [Field("text", str, "The part."), Field("matched", bool, "Whether what was searched for stands there.")],
    )
    types.object(
        "Highlight",
        "A text in which words stand that were searched for.",
        [
            Field("property", str, "Of which property it is: place for the name of the place."),
            Field("language", str, "BCP 47; und where it is unknown."),
            Field("text", str, "The text."),
            Field("parts", list_of(types["HighlightPart"]), "The text in parts: put together they are the text."),
        ],
    )


def _add_statistics(types: Types) -> None:
    types.object(
        "KindCount",
        "How many there are of a kind.",
        [Field("kind", types["EntityKind"], "The kind."), Field("count", int, "How many.")],
    )
    types.object(
        "Statistics",
        "The size of the graph, and how much of it is proved.",
        [
            Field("revision", int, "The newest revision."),
            Field("entities", int, "How many entities there are."),
            Field("kinds", list_of(types["KindCount"]), "How many of each kind."),
            Field("evidence", int, "How many pieces of evidence there are."),
            Field("quotes", int, "How many of them are quotes."),
        ],
    )
