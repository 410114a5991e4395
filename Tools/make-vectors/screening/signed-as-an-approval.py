"""An acceptance is signed under the context line of an approval."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], kind="approval")
refused(p, "17.3/3h")
