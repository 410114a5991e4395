"""A hold that was issued 3,600 s ahead of the clock."""
from forge import *

taken(order("hold"), "revision 1 held", "16.1/5", now="2027-01-12T08:00:00Z")
