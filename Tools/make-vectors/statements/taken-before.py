"""A hold that was taken before."""
from forge import *

taken(order("hold"), "revision 1 held", before=["hold"])
