"""A line of `without` has an unknown key."""
from forge import *

p = screened(tables=[looked_into(risk=risk(without=[{"variable": "a", "sizes": sizes(), "cells": 2}]))])
refused(p, "17.3/1f")
