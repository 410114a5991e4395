import Sealing

/// The personalisations of docs/format.md, section 3, that this module uses.
public enum FormatTag {
    public static let agreement = Personalisation("mv1 agreement")
    public static let terms = Personalisation("mv1 terms")
    public static let file = Personalisation("mv1 file")
    public static let block = Personalisation("mv1 block")
    public static let leaf = Personalisation("mv1 leaf")
    public static let page = Personalisation("mv1 page")
    public static let index = Personalisation("mv1 index")
    public static let package = Personalisation("mv1 package")
    public static let contents = Personalisation("mv1 contents")
    public static let screening = Personalisation("mv1 screening")
    public static let finding = Personalisation("mv1 finding")
    public static let statement = Personalisation("mv1 statement")
}
