"""The file ends behind the magic."""
from forge import *

refused(Package().bytes[:8], "9.1/3")
