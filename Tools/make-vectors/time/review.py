"""Now is the instant by which the agreement was to be reviewed."""
from forge import *

p = Package(agreement=agreement(review_by=day("2027-03-31", "2027-03-31T23:00:00Z")))
refused(p, "13/17e", now="2027-03-31T23:00:00Z")
