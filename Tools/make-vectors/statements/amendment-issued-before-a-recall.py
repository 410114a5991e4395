"""An amendment that was issued a minute before the recall, and comes after it."""
from forge import *

taken(amendment(revised(), "11:59"), "revision 2 recalled", "16.1/17b", before=["recall"])
