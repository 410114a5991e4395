"""A hold."""
from forge import *

taken(order("hold"), "revision 1 held")
