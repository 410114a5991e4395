import Files
import PackageFormat
import Sealing

/// The name of a file that is being erased. It says that the file was ours to erase before its content went, so that a later
/// run finishes what an earlier one began, and it hides the file's own name.
struct ErasureMark: Hashable, Sendable {
    /// 32 hexadecimal digits.
    let digits: String

    private static let begunPrefix = ".unvault-erasing-"
    private static let overwrittenPrefix = ".unvault-erased-"
    private static let purpose = Personalisation("unvault erasing")

    /// Of a file whose path and content are known: the same at each run, and tells neither to those who do not know both.
    init(path: [UInt8], expected: ExpectedContent?) {
        let digest = Digest.of(
            expected?.digest.bytes ?? [UInt8](repeating: 0, count: Digest.length), path, as: Self.purpose)
        digits = String(digest.hex.prefix(32))
    }

    /// Of a file of which nothing is known.
    static func random() -> ErasureMark { ErasureMark(digits: Identifier.random().description) }

    private init(digits: String) { self.digits = digits }

    /// The mark that a name carries.
    init?(_ name: FileName) {
        for prefix in [Self.begunPrefix, Self.overwrittenPrefix] where name.bytes.starts(with: prefix.utf8) {
            let rest = String(decoding: name.bytes.dropFirst(prefix.utf8.count), as: UTF8.self)
            guard let identifier = Identifier(rest) else { return nil }
            digits = identifier.description
            return
        }
        return nil
    }

    /// From before the first byte is overwritten.
    var begun: FileName { FileName(Self.begunPrefix + digits) }
    /// From when the overwrite was read back.
    var overwritten: FileName { FileName(Self.overwrittenPrefix + digits) }
}
