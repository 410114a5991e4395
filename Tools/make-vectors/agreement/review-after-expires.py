"""The date of `review_by` is after that of `expires`."""
from forge import *

refused(Package(agreement=agreement(review_by=day("2027-06-01", "2027-06-01T23:00:00Z"))), "6.2/4d")
