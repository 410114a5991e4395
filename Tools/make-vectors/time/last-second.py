"""Now is the last second before the agreement expires."""
from forge import *

accepted(Package(), "13/17d", now="2027-05-31T22:59:59Z")
