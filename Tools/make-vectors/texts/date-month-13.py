"""A date is in a thirteenth month."""
from forge import *

p = Package(agreement=agreement(delete_by=day("2027-13-01", "2028-01-01T23:00:00Z")))
refused(p, "2.3/11")
