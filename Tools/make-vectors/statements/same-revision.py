"""An amendment to another revision 1."""
from forge import *

to = agreement(title="The first revision again")
declined(amendment(to), "16.1/14")
