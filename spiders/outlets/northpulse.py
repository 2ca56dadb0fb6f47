"""North Pulse: WordPress by its comment line; nobody found its address, so the operator names it.

WARRAQ_NORTHPULSE_HOME=https://… in the environment gives the home address and enables the outlet.
"""

import os
from dataclasses import replace

from archive.errors import BadConfiguration
from archive.identity.urls import is_web_address
from archive.model import Evidence, Outlet
from spiders.outlets.wordpress import wordpress_outlet

HOME_VARIABLE = "WARRAQ_NORTHPULSE_HOME"
NO_HOME = "https://northpulse.invalid"  # RFC 2606: a name that never resolves


def outlet_at(home: str) -> Outlet:
    """North Pulse at `home`; without one a disabled outlet. Raises BadConfiguration for what is no web address."""
    if home and not is_web_address(home):
        raise BadConfiguration(f"{HOME_VARIABLE} is {home!r}, which is no address of a web site.")
    return replace(
        wordpress_outlet("northpulse", (home or NO_HOME).rstrip("/"), title="نورث بالس", title_en="North Pulse"),
        junk_lines=(r"نورث بالس$", r"التعليقات مغلقة"),
        enabled=bool(home),
        disabled_because="" if home else f"Its address is not known: set {HOME_VARIABLE}.",
        evidence=(
            Evidence("WordPress, by its own words at the end of a text", "one copied article", ""),
            Evidence(
                "one message of North Press's channel is signed with its name", "a public tracker's data", "2026-10"
            ),
        ),
        barred="" if home else "address",
        unproven="Everything, its address included. That it runs on WordPress is read off one copied article.",
    )


OUTLET = outlet_at(os.environ.get(HOME_VARIABLE, ""))
