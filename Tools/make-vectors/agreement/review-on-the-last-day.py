"""The date of `review_by` is that of `expires`."""
from forge import *

accepted(Package(agreement=agreement(review_by=day("2027-05-31", "2027-05-31T23:00:00Z"))), "6.2/4d")
