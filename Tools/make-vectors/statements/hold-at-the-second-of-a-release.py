"""A hold that was issued at the second of a release: it stands after it."""
from forge import *

taken(order("hold", "10:00"), "revision 1 held", "16.1/17f", before=["hold", "release"])
