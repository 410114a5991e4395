"""An amendment to revision 2 where revision 7 is in force."""
from forge import *

declined(amendment(revised(), "10:00"), "16.1/17c", before=["amendment-that-skips-a-number"], standing="revision 7")
