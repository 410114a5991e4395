"""A recall of another package of the same provider."""
from forge import *

other = Package()
other.terms = other.terms | {"package_id": "ff" * 16}
declined(order("recall", package=other), "16.1/7", also=64)
