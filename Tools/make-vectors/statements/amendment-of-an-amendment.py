"""An amendment to revision 3, in the place of revision 2."""
from forge import *

taken(amendment(revised(revised()), "10:00"), "revision 3", before=["amendment"])
