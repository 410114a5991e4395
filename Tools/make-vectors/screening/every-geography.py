"""Variables of every geography, and one of none."""
from forge import *

p = screened(tables=[looked_into(variable(), *(variable(name=word, geography=word) for word in (
    "output-area", "lower-super-output-area", "middle-super-output-area", "ward", "postcode-district", "constituency",
    "local-authority", "county", "region", "country", "other-gss-code")))])
accepted(p, "17.3/1k")
