"""Parts: the objects that the root fields of the network return."""

from schema.building import Argument, Field, Types, list_of, optional
from schema.scalars import PartialDateScalar


def add_network_parts(types: Types) -> None:
    """Make all of them."""
    entity = types["Entity"]
    types.enum("Language", "A language that sentences are made in.", {"PL": "Polish.", "EN": "English."})
    language = Argument("language", optional(types["Language"]), "In this language; in Polish if nothing is said.")
    types.object(
        "Hop",
        "One step between two entities that belong together.",
        [
            Field("from", entity, "From where."),
            Field("to", entity, "To where."),
            Field("relation", str, "What joins them: the name of a property, or of a kind of tie."),
            *_of_ties(types),
            Field(
                "evidence",
                list_of(types["Evidence"]),
                "What proves it: the tie, or the property of the end that has it.",
            ),
            Field("sentence", str, "It as a sentence.", (language,)),
        ],
    )
    types.object(
        "Tie",
        "What joins an entity to one of its neighbours.",
        [
            Field("entity", entity, "The neighbour."),
            Field("relation", str, "What joins them: the name of a property, or of a kind of tie."),
            Field("role", optional(types["Role"]), "In what capacity: of a part in a project; of the other party."),
            *_of_ties(types),
        ],
    )
    types.object(
        "TieEdge",
        "One of a list: Tie.",
        [Field("cursor", str, "Its place in the list."), Field("node", types["Tie"], "What stands there.")],
    )
    types.object(
        "TieConnection",
        "A list of Tie.",
        [
            Field("edges", list_of(types["TieEdge"]), "With cursors."),
            Field("nodes", list_of(types["Tie"]), "Without cursors."),
            Field("pageInfo", types["PageInfo"], "Where this page stands."),
            Field("totalCount", int, "How many there are on all pages."),
        ],
    )
    types.object(
        "Path",
        "The shortest way from one entity to another.",
        [
            Field("length", int, "How many hops."),
            Field("nodes", list_of(entity), "The entities on the way, both ends included."),
            Field("hops", list_of(types["Hop"]), "The steps, in order."),
            Field("sentence", str, "It as one sentence, step by step.", (language,)),
        ],
    )
    types.object(
        "Neighbourhood",
        "The entities around one, and what joins them.",
        [
            Field("nodes", list_of(entity), "The entities: the nearest first, of these the most connected."),
            Field("hops", list_of(types["Hop"]), "What joins them, one for each two."),
            Field("isCut", bool, "Whether entities that are as near were left out, for there are more than `limit`."),
        ],
    )


def _of_ties(types: Types) -> list[Field]:
    return [
        Field(
            "via", optional(types["Entity"]), "The tie itself, where it is an entity: a participation, a partnership."
        ),
        Field(
            "startDate", optional(PartialDateScalar), "Since when: if the tie has no dates, since its project began."
        ),
        Field("endDate", optional(PartialDateScalar), "Until when: if the tie has no dates, until its project ended."),
    ]
