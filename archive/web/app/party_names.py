"""What a party of the table of names is called on a page."""

from archive.analysis.names import parties


def is_party(party: str) -> bool:
    return party in parties()


def title_of(party: str) -> str:
    """What was typed, where no party is called so."""
    return parties()[party].title if party in parties() else party
