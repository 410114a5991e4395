"""The package is signed an hour after now, which clocks may differ."""
from forge import *

accepted(Package(), "13/17b", now="2027-01-10T09:00:00Z")
