"""The instant of `expires`, which binds, is a year after its date, on which people agreed."""
from forge import *

later = agreement(
    expires=day("2027-05-31", "2028-05-31T23:00:00Z"), delete_by=day("2028-06-30", "2028-06-30T23:00:00Z"))
refused(Package(agreement=later), "6.2/5b")
