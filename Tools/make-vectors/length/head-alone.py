"""A head alone, in a file named as one: there is nothing to open."""
from forge import *

refused(Package().head, "1/1", kind="head")
