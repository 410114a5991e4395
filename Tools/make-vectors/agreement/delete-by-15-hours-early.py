"""The instant of `delete_by` is 15 hours and a second before the end of its date in UTC."""
from forge import *

refused(Package(agreement=agreement(delete_by=day("2027-06-30", "2027-06-30T08:59:59Z"))), "6.2/5c")
