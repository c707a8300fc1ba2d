"""Negotiation: what a client prefers of what there is (RFC 9110, section 12.5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

GZIP, IDENTITY = "gzip", "identity"
HTML, TEXT = "text/html", "text/plain"
MOST_LANGUAGES, MOST_RANGES = 20, 200  # that a header may name; what stands after them is not read


def preferred(accept: str, offers: Sequence[str]) -> str | None:
    """Return the offer that an Accept header prefers, the earlier of two that it likes alike; None if it takes none."""
    ranges: dict[str, float] = {}
    for part in accept.split(",")[:MOST_RANGES]:
        if part.strip():
            media, quality = _range(part)
            ranges[media] = max(quality, ranges.get(media, 0.0))
    ranges = ranges or {"*/*": 1.0}
    best: str | None = None
    best_quality = 0.0
    for offer in offers:
        quality = _quality(offer, ranges)
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def accept_one_of(offers: Iterable[str]) -> str:
    """Return what to tell whoever takes none of what there is."""
    return f"Accept one of {', '.join(offers)}."


@dataclass(frozen=True, slots=True)
class Codings:
    """How a small body and a large one are to be coded."""

    small: str
    large: str


PLAIN = Codings(IDENTITY, IDENTITY)


def codings(accept_encoding: str) -> Codings | None:
    """Return what an Accept-Encoding header takes, small bodies being left alone if they may; None if it takes none."""
    named: Mapping[str, float] = dict(_range(part) for part in accept_encoding.split(",") if part.strip())
    gzip = named.get(GZIP, named.get("*", 0.0))
    # What is not named is welcome as it is, but compressed is better.
    identity = named.get(IDENTITY, 0.0 if named.get("*") == 0.0 else None)
    takes = [GZIP] if gzip > 0 else []
    if identity != 0.0:
        takes.insert(0 if identity is not None and identity > gzip else len(takes), IDENTITY)
    if not takes:
        return None
    return Codings(IDENTITY if IDENTITY in takes else GZIP, takes[0])


def languages(accept_language: str) -> tuple[str, ...]:
    """Return the languages that an Accept-Language header takes, the best first, without their regions."""
    ranges = [_range(part) for part in accept_language.split(",") if part.strip()][:MOST_LANGUAGES]
    best = sorted((each for each in ranges if each[1] > 0), key=lambda each: -each[1])
    return tuple(dict.fromkeys(name.partition("-")[0] for name, _ in best))


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (each.strip().lower() for each in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return media, min(max(float(value), 0.0), 1.0)
            except ValueError:
                return media, 0.0
    return media, 1.0


def _quality(offer: str, ranges: Mapping[str, float]) -> float:
    """Return the quality of the most specific range that covers an offer."""
    for covering in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
        if covering in ranges:
            return ranges[covering]
    return 0.0
