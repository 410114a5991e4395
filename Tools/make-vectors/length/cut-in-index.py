"""The file ends one byte before the index does."""
from forge import *

refused(Package().bytes[:-1], "10.2/1")
