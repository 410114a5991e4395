"""A date is 29 February of 2100, which is no leap year."""
from forge import *

p = Package(agreement=agreement(delete_by=day("2100-02-29", "2100-03-01T23:00:00Z")))
refused(p, "2.3/11")
