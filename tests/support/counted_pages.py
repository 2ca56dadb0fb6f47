"""Addresses of the pages that count over time and between outlets, for whoever looks at every page."""

NEWS = (
    *("/attention", "/attention?q=القوات، المياه، معرض", "/attention?q=المياه&by=day&copies=all"),
    *("/attention?q=زرافة&by=month", "/versus", "/versus?a=furat24&b=hawran"),
    *("/naming?from=2019", "/naming?party=is&party=sdf&from=2019&outlet=furat24&quotes=in", "/search?party=is"),
)
MONTHS = ("/attention?q=الجسر&by=month&from=2024",)
EMPTY = ("/attention?q=القوات", "/naming")
TAKEN = ("/attention?q=المياه", "/naming")
NO_PAGES = ("/attention.csv?q=المياه", "/naming.csv", "/versus.csv?aq=المياه&bq=القوات", "/names.tsv")
