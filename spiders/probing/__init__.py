"""`warraq outlets check` and `add`: ask a site what it offers, judge it, propose an outlet file."""
