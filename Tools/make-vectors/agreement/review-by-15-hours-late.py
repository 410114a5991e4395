"""The instant of `review_by` is 15 hours and a second after the end of its date in UTC."""
from forge import *

refused(Package(agreement=agreement(review_by=day("2027-03-31", "2027-04-01T15:00:01Z"))), "6.2/5d")
