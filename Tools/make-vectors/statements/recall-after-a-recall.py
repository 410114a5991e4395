"""A recall that was issued at the second of the one that was taken."""
from forge import *

declined(order("recall", "12:00", reason="Again."), "16.1/17a", before=["recall"], standing="revision 1 recalled")
