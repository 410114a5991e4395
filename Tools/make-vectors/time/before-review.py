"""Now is the last second before the agreement is to be reviewed."""
from forge import *

p = Package(agreement=agreement(review_by=day("2027-03-31", "2027-03-31T23:00:00Z")))
accepted(p, "13/17e", now="2027-03-31T22:59:59Z")
