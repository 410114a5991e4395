"""The package is signed an hour and a second after now."""
from forge import *

refused(Package(), "13/17b", now="2027-01-10T08:59:59Z")
