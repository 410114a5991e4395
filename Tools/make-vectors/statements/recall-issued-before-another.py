"""A recall that was issued before the one that came first: it takes its place."""
from forge import *

taken(order("recall", "11:59"), "revision 1 recalled", "16.1/17a", before=["recall"])
