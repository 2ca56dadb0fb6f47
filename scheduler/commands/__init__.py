"""The verbs of `warraq`, one file a verb, named as typed (`import` is `import_`); each holds its click `command`."""
