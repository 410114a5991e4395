"""The file ends inside the magic."""
from forge import *

refused(Package().bytes[:7], "9.1/1")
