"""An amendment to revision 7, in the place of revision 1."""
from forge import *

taken(amendment(revised(revision=7)), "revision 7", "16.1/14")
