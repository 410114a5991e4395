"""The file ends behind the prelude."""
from forge import *

refused(Package().bytes[:32], "9.1/15")
