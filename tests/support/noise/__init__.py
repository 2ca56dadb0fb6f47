"""A bench of noise: pages of news sites in several templates, what changes on them, and what each change is.

Every text was made for this; nothing of it happened. Templates are HTML files (`templates/`), patterns are lines of
`noise.txt` (no person changed the story) and `edits.txt` (somebody did).
"""
