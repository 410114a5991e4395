"""The instant of `delete_by` is that of `expires`; the dates rise."""
from forge import *

p = Package(agreement=agreement(
    expires=day("2027-05-31", "2027-06-01T12:00:00Z"), delete_by=day("2027-06-01", "2027-06-01T12:00:00Z")))
refused(p, "6.2/4f")
