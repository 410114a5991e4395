"""A date is 31 June."""
from forge import *

p = Package(agreement=agreement(delete_by=day("2027-06-31", "2027-07-01T23:00:00Z")))
refused(p, "2.3/11")
