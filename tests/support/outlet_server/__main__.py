"""Run the sample outlets in the foreground: `python -m tests.support.outlet_server`. Ctrl-C ends them."""

import signal
import sys

from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.addresses import CONTROL, SITES, base_port


def main() -> int:
    try:
        server = OutletServer(base_port())
    except (OSError, ValueError) as error:
        sys.stderr.write(f"The sample outlets cannot listen: {error}. WARRAQ_SAMPLE_PORT chooses other ports.\n")
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with server:
            for site in SITES:
                sys.stdout.write(f"{site:<17} {server.home(site)}/  {len(server.articles(site))} articles\n")
            sys.stdout.write(f"{CONTROL:<17} {server.home(CONTROL)}/  Ctrl-C ends\n")
            sys.stdout.flush()
            signal.pause()
    except KeyboardInterrupt:
        sys.stdout.write("\nThe sample outlets are closed.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
