"""The date of `delete_by` is the day after that of `expires`."""
from forge import *

accepted(Package(agreement=agreement(delete_by=day("2027-06-01", "2027-06-01T23:00:00Z"))), "6.2/4b")
