import Archiving
import Files
import PackageFormat
import Sealing

/// Why nothing was packed. Facts alone: the words are in the tool's `Messages.swift`.
public enum SendingError: Error, Equatable, Sendable {
    /// A link, device, FIFO or socket in the extract, or a name that no package takes.
    public struct Obstacle: Equatable, Sendable {
        public enum Reason: Equatable, Sendable {
            case kind(FileStatus.Kind)
            case name(ArchivePath.Fault)
            case conflict(PathSet.Conflict)
            case unreadable(IOError)
        }
        public let path: String
        public let reason: Reason
    }

    public struct CardProblem: Equatable, Sendable {
        public enum Reason: Equatable, Sendable {
            case fault(CardFault)
            case usedBefore(package: Identifier, at: Instant)
            case givenTwice
            case lapsed(Assurance)
        }
        public let path: String
        public let card: CardBody
        public let reason: Reason
    }

    case io(IOError)
    case extract([Obstacle])
    case emptyExtract([String])
    case tooManyEntries(Int)
    case catalogueTooLong(Int, cap: Int)
    case changed(path: String)
    case ended(Reference, lastDay: LocalDate, timezone: Line)
    case tooFewDays(Reference, left: Int, minimum: Int, lastDay: LocalDate)
    case reviewPassed(Reference, LocalDate)
    case approval(Reference, ApprovalFault)
    case approverNotListed(role: Reference, SigningKeyText, folder: String)
    case otherSigningKey(given: SigningKeyText, agreed: SigningKeyText)
    case noCards
    case tooManyCards(Int)
    case cards([CardProblem])
    case usedCardsDamaged(path: String, line: Int)
    /// Findings of the screening that nobody accepted yet.
    case screening(ScreeningReport, open: [Reference])
    /// An acceptance that does not hold for this screening; its file, or nil where it was made here.
    case acceptance(path: String?, AcceptanceFault)
    /// More than there is room for in the head's slack.
    case tooManyTablesToPublish(Int)
    case headTooLong(Section, length: Int, cap: Int)
    case sealing(SealingError)
    case archiving(ArchivingError)
    case interrupted
}
