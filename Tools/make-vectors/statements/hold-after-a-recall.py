"""A hold of a package that was recalled."""
from forge import *

taken(order("hold", "13:00"), "revision 1 recalled held", before=["recall"])
