"""The date of `expires` is over here; its instant, which binds, has not come."""
from forge import *

p = Package(agreement=agreement(expires=day("2027-05-31", "2027-06-01T12:00:00Z")))
accepted(p, "13/17d", now="2027-06-01T11:59:59Z")
