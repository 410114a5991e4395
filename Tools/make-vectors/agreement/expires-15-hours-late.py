"""The instant of `expires` is 15 hours and a second after the end of its date in UTC."""
from forge import *

refused(Package(agreement=agreement(expires=day("2027-05-31", "2027-06-01T15:00:01Z"))), "6.2/5b")
