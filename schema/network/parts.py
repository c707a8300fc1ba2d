"""Parts: the objects that the root fields of the network return."""

from schema.building import Field, Types, list_of, optional


def add_network_parts(types: Types) -> None:
    """Make all of them."""
    entity = types["Entity"]
    types.object(
        "Hop",
        "One step between two entities that belong together.",
        [
            Field("from", entity, "From where."),
            Field("to", entity, "To where."),
            Field("relation", str, "What joins them: the name of a property, or of a kind of tie."),
            Field("via", optional(entity), "The tie itself, where it is an entity: a participation, a partnership."),
        ],
    )
    types.object(
        "Path",
        "The shortest way from one entity to another.",
        [
            Field("length", int, "How many hops."),
            Field("nodes", list_of(entity), "The entities on the way, both ends included."),
            Field("hops", list_of(types["Hop"]), "The steps, in order."),
        ],
    )
    types.object(
        "Neighbourhood",
        "The entities around one, and what joins them.",
        [
            Field("nodes", list_of(entity), "The entities, the nearest first."),
            Field("hops", list_of(types["Hop"]), "What joins them."),
        ],
    )
    types.object(
        "Suggestion",
        "A partner that one might have, and why.",
        [
            Field("entity", entity, "Whom."),
            Field("score", float, "How strongly: the sum over shared neighbours of 1 / log(their neighbours)."),
            Field("shared", list_of(entity), "What both have to do with."),
        ],
    )
