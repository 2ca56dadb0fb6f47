"""One file an outlet; its name is the outlet's. spiders.registry reads them."""
