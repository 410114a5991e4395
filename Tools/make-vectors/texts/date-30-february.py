"""A date is 30 February."""
from forge import *

p = Package(agreement=agreement(delete_by=day("2028-02-30", "2028-03-01T23:00:00Z")))
refused(p, "2.3/11")
