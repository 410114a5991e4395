"""The instant of `starts` is 15 hours and a second after its date begins in UTC."""
from forge import *

refused(Package(agreement=agreement(starts=day("2026-12-01", "2026-12-01T15:00:01Z"))), "6.2/5a")
