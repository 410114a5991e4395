"""Two tables have one path."""
from forge import *

refused(Package(agreement=agreement(tables=[table(), table()])), "6.2/8a")
