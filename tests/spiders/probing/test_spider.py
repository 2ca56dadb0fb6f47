"""What a probe asks a site for: robots.txt first, each address once, nothing that is forbidden."""

from tests.support.outlet_server import OutletServer
from tests.support.probing import checked


def test_a_probe_asks_robots_first_each_address_once_and_nothing_that_robots_forbids(server: OutletServer) -> None:
    checked("sample_wp")
    paths = [request.path for request in server.requests]
    assert paths[0] == "/robots.txt"
    assert paths.count("/robots.txt") == 1
    assert not [path for path in paths if path.startswith("/299999/")]
    assert len(paths) <= 12
