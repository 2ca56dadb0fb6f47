"""As what the crawls name themselves to a site."""

from importlib.metadata import version

NO_CONTACT = "an archive of Syrian news; its operator gave no contact"


def user_agent(contact: str) -> str:
    """The header, with where webmasters can write to; `contact` is empty where none is named."""
    return f"Warraq/{version('warraq')} (+{contact or NO_CONTACT})"
