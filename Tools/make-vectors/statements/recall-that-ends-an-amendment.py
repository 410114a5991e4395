"""A recall that was issued before an amendment, and comes after it."""
from forge import *

taken(order("recall", "08:00"), "revision 1 recalled", before=["amendment"])
