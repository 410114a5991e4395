"""All instants are exactly 15 hours from their dates in UTC."""
from forge import *

p = Package(agreement=agreement(
    starts=day("2026-12-01", "2026-11-30T09:00:00Z"), expires=day("2027-05-31", "2027-06-01T15:00:00Z"),
    delete_by=day("2027-06-30", "2027-06-30T09:00:00Z"), review_by=day("2027-03-31", "2027-03-31T09:00:00Z"),
    assurances=[{"kind": "vetting", "holder": "J. Doe", "reference": "V-1",
                 "valid_until": day("2027-12-31", "2028-01-01T15:00:00Z")}]))
accepted(p, "6.2/5a", "6.2/5b", "6.2/5c", "6.2/5d", "6.2/5e")
