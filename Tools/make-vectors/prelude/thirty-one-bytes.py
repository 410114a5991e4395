"""The file ends one byte before the prelude does."""
from forge import *

refused(Package().bytes[:31], "9.1/3")
