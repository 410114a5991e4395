"""Findings of every kind."""
from forge import *

kinds = ("unnamed-file", "unscreened", "malformed", "max-records", "not-agreed", "missing", "order", "none-agreed", "type",
         "required", "unique", "minimum", "maximum", "pattern", "enum", "min-length", "max-length", "e-mail", "telephone",
         "national-insurance", "nhs-number", "postcode", "date-of-birth", "name", "address", "k-threshold")
p = screened(*(finding(kind, kind=kind) for kind in kinds))
accept(p, *kinds)
accepted(p, "17.3/1l")
