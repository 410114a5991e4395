import Files
import PackageFormat

/// What stops archiving or extraction that is not a fault of the content.
public enum ArchivingError: Error, Equatable, Sendable {
    /// A library failed in a way that no input explains, e.g. no memory; its own message.
    case library(String)
    /// The sender's or recipient's own side of a callback failed; the error is kept there.
    case callerFailed
}
