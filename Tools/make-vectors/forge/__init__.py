"""A forge of packages, good and bad, written from docs/format.md alone."""
from .basics import *
from .curve import *
from .orders import *
from .package import *
from .papers import *
from .part import *
from .screenings import *
from .stream import *
from .vector import *
