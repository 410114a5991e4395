"""The date of `review_by` is before that of `starts`; its instant has not come."""
from forge import *

p = Package(agreement=agreement(
    starts=day("2027-01-16", "2027-01-15T09:00:00Z"), review_by=day("2027-01-15", "2027-01-16T15:00:00Z")))
refused(p, "6.2/4c")
