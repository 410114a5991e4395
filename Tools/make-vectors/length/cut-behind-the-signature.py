"""A package cut exactly behind its signature, in a file that is not named as a head."""
from forge import *

refused(Package().head, "10.2/1")
