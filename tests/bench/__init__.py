"""`make bench`: what speed and memory cost, as ratios measured in one run on one machine. Never part of the tests."""
