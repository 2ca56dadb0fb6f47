"""Forms of addresses that several outlets share. Not an outlet itself."""

# What a CMS gives an article without a slug.
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# An Arabic headline in the address; one word alone is a section.
ARABIC_SLUG = r"(?=[^/?]*[\u0621-\u064a])[^/?-]+-[^/?]+"
