"""An amendment to revision 2."""
from forge import *

taken(amendment(revised()), "revision 2")
