"""A recall of a package with the same id and another head."""
from forge import *

other = Package()
other.terms = other.terms | {"created_at": "2027-01-10T10:00:01Z"}
declined(order("recall", package=other), "16.1/8")
