"""Each rule taken out in turn: does a test notice? ``python -m tests.mutants``, or ``make mutants``."""
