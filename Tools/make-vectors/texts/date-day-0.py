"""A date has the day 0."""
from forge import *

p = Package(agreement=agreement(delete_by=day("2027-07-00", "2027-06-30T23:00:00Z")))
refused(p, "2.3/11")
