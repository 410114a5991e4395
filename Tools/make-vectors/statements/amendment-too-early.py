"""An amendment to revision 3, in the place of a revision 2 that never came."""
from forge import *

declined(amendment(revised(revised()), "10:00"), "16.1/17d")
