"""Five small sample outlets on this machine, for the tests and for `make demo`. All their news is invented."""

from tests.support.outlet_server.server import OutletServer

__all__ = ["OutletServer"]
