"""Programs that fetch the addresses of a list, each as its users run it: `… ADDRESSES FOLDER`, a process each.

Those of other projects run in an environment of their own (tests.bench.environments) and import nothing of ours.
"""
