import PackageFormat

/// The characters that a text from elsewhere could use to show something other than what it says.
func isUnfitToShow(_ scalar: Unicode.Scalar) -> Bool { scalar.isUnfit }
