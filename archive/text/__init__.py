"""Arabic text, pure: folding, words, tokens, numerals, differences.

Others take `folding`, `letters`, `numerals`, `diff`, `aliases`, `sqlite_tokens`, `split_words`. Imports none of ours.
"""
