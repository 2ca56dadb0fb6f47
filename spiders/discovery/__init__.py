"""Where an outlet lists its articles: routes asked in order, parsers of what they answer, its past."""
