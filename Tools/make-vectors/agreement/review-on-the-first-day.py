"""The date of `review_by` is that of `starts`."""
from forge import *

p = Package(agreement=agreement(
    starts=day("2027-01-15", "2027-01-15T00:00:00Z"), review_by=day("2027-01-15", "2027-01-16T00:00:00Z")))
accepted(p, "6.2/4c")
