"""Where WordPress lists posts as JSON, and which of their fields we ask for. Source: its REST API handbook, Posts."""

from urllib.parse import parse_qs

# How a site names the root of its interface, in its pages' heads and headers; by default that is ROOT.
RELATION = "https://api.w.org/"
ROOT = "/wp-json/"
_PATH = "wp/v2/posts"
_FIELDS = "per_page=50&_fields=id,link,date,date_gmt,modified,modified_gmt,title"
POSTS = f"{_PATH}?{_FIELDS}"


def posts_at(root: str) -> str:
    """The address of the posts of an interface with this root. Sites without pretty addresses: `?rest_route=/`."""
    address, _, query = root.partition("?")
    if route := parse_qs(query).get("rest_route"):
        return f"{address}?rest_route={route[0].rstrip('/')}/{_PATH}&{_FIELDS}"
    return f"{address.rstrip('/')}/{POSTS}"
