"""Now is the instant at which the agreement expires."""
from forge import *

refused(Package(), "13/17d", now="2027-05-31T23:00:00Z")
