"""A release that was issued before the hold that was taken."""
from forge import *

declined(order("release", "08:59"), "16.1/17e", before=["hold"], standing="revision 1 held")
