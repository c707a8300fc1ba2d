"""Suggestions: with whom one might work."""

from graph.network.reasons import KINDS, LANGUAGES
from graph.network.suggestions import Suggestions
from schema.building import Argument, Field, Types, list_of, optional
from schema.fields import cell
from schema.levels import Level
from schema.network.computing import computed, reading, size
from schema.network.scope import Scoped, scope_arguments
from schema.planner import Planner
from schema.selection import Selected

NUMBER, KIND, SCORE, SENTENCE = range(1, 5)  # columns of a reason


def suggestions(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""
    scoped = Scoped.of(planner, selected, ends=("start",))
    suggesting = Suggestions(reading(planner), scoped.scope)
    levels = found, reasons, entities, shared = [planner.level() for _ in range(4)]
    told: list[str] = []

    def reason(each: Selected) -> str:
        def sentence(below: Selected) -> str:
            told.append(below.key)
            return f"r[{SENTENCE + LANGUAGES.index((below.arguments.get('language') or 'PL').lower())}]"

        fields = {
            "kind": cell(KIND),
            "score": cell(SCORE),
            "entities": lambda below: _of(planner, entities, f"r[{NUMBER}]", below),
            "sentence": sentence,
        }
        made = planner.plain(each, "SuggestionReason", fields)
        rows = planner.code.grouped(reasons.index, 1)
        name = planner.code.function("k", f"return [{made} for r in {rows}.get(k, ())]")
        return f"{name}(r[0])"

    made = planner.plain(
        selected,
        "Suggestion",
        {
            "entity": lambda each: planner.reference(found, 0, each),
            "score": cell(1),
            "reasons": reason,
            "shared": lambda each: _of(planner, shared, "r[0]", each),
        },
    )
    given = selected.arguments
    arguments = {
        "of": (given["of"], str),
        "first": (given.get("first"), size(planner, 10)),
        "is_told": (bool(told), bool),
    }
    computed(planner, selected.key, suggesting.suggestions, arguments, levels, scoped.binds)
    # An algorithm that knows the id gives a list, if an empty one.
    return f"(None if rows[{found.index}] == () else [{made} for r in rows[{found.index}]])"


def _of(planner: Planner, level: Level, key: str, selected: Selected) -> str:
    """Return the entities that stand in a level beside a key."""
    rows = planner.code.grouped(level.index, 1)
    expression = planner.reference(level, 1, selected)
    name = planner.code.function("k", f"return [{expression} for r in {rows}.get(k, ())]")
    return f"{name}({key})"


def add_suggestions(types: Types) -> None:
    """Make what the root field returns."""
    entity = types["Entity"]
    types.enum(
        "SuggestionKind",
        "Why one might be a partner.",
        dict(
            zip(
                KINDS,
                (
                    "Both have partners in common: each counts the less the more partners they have.",
                    "The same programmes pay for projects of both: each counts the less the more it pays for.",
                    "Both have projects for the same target groups, by their words or by the kinds of body they name.",
                    "It is in the same place, or less than 60 km away; the less the more others are there.",
                    "It is where partners are already; the less the more others are there.",
                    "It is abroad, in a country where partners are already.",
                    "It is in a twin town of the place where the other is.",
                ),
                strict=True,
            )
        ),
    )
    types.object(
        "SuggestionReason",
        "A reason why one might be a partner.",
        [
            Field("kind", types["SuggestionKind"], "What sort of reason it is."),
            Field("score", float, "How much it counts: the scores of all reasons add up to that of the suggestion."),
            Field("entities", list_of(entity), "What it rests on, what counts most first; 20 at most."),
            Field(
                "sentence",
                str,
                "The reason in words.",
                (Argument("language", optional(types["Language"]), "In Polish if nothing is said."),),
            ),
        ],
    )
    types.object(
        "Suggestion",
        "A partner that one might have, and why.",
        [
            Field("entity", entity, "Whom."),
            Field("score", float, "How strongly."),
            Field("reasons", list_of(types["SuggestionReason"]), "Why, the strongest reason first."),
            Field("shared", list_of(entity), "What both have to do with: all that reasons rest on."),
        ],
    )


def suggestion_field(types: Types, identity: type) -> Field:
    """Return the root field."""
    return Field(
        "suggestedPartners",
        optional(list_of(types["Suggestion"])),
        "With whom an organisation or a place might work, the likeliest first; never who is a partner already.",
        (
            Argument("of", identity, "Its id."),
            Argument("first", optional(int), "How many; 10 if nothing is said."),
            *scope_arguments(types, via=False),
        ),
    )
