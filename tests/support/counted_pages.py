"""Addresses of the pages that count over time and between outlets, for whoever looks at every page."""

NEWS = (
    *("/attention", "/attention?q=القوات، المياه، معرض", "/attention?q=المياه&by=day&copies=all"),
    "/attention?q=زرافة&by=month",
)
MONTHS = ("/attention?q=الجسر&by=month&from=2024",)
EMPTY = ("/attention?q=القوات",)
TAKEN = ("/attention?q=المياه",)
NO_PAGES = ("/attention.csv?q=المياه",)
