"""A recall."""
from forge import *

taken(order("recall", "12:00"), "revision 1 recalled")
