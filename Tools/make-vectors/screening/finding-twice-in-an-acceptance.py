"""An acceptance names one finding twice, for two reasons."""
from forge import *

p = screened(ONE)
reasons = [{"finding": ONE["id"], "reason": reason} for reason in ("Published already.", "Not of a person.")]
accept(p, accepted=reasons)
accepted(p, section="17.3")
