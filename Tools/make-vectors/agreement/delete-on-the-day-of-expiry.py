"""The date of `delete_by` is that of `expires`; the instants rise."""
from forge import *

refused(Package(agreement=agreement(delete_by=day("2027-05-31", "2027-06-01T12:00:00Z"))), "6.2/4b")
