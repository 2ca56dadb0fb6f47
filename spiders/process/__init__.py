"""A crawl as a process of its own: started, followed and ended by the parent, run by the child."""
