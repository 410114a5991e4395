import PackageFormat

/// The characters that a text from elsewhere could use to show something other than what it says.
func isUnfitToShow(_ scalar: Unicode.Scalar) -> Bool { scalar.isUnfit }

/// What came from elsewhere, as it may stand in a page: as `shown`, and none of it is markup.
public func escaped(_ text: String) -> String {
    shown(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        .replacing("\"", with: "&quot;")
}
