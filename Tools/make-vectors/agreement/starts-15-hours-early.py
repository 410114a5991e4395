"""The instant of `starts` is 15 hours and a second before its date in UTC."""
from forge import *

refused(Package(agreement=agreement(starts=day("2026-12-01", "2026-11-30T08:59:59Z"))), "6.2/5a")
