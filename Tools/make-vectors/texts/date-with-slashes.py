"""A date has slashes."""
from forge import *

p = Package(agreement=agreement(delete_by=day("2028/03/01", "2028-03-01T23:00:00Z")))
refused(p, "2.3/10")
