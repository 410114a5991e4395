import PackageFormat

/// Where one copy of a package stands (docs/deadlines.md).
public enum CopyState: String, Codable, Sendable, CaseIterable {
    /// Sent, and nothing has come back that says it arrived.
    case sent
    case received, open, closed
    /// Opens no more, and its deletion day has not come.
    case expired
    case recalled
    /// To be deleted today.
    case deletionDue = "deletion-due"
    case overdue
    case deleted
    case deletionPartial = "deletion-partial"
    /// Nothing is deleted until the provider releases it.
    case onHold = "on-hold"

    /// Something is to be done now.
    public var isDue: Bool {
        switch self {
        case .recalled, .deletionDue, .overdue, .deletionPartial: true
        case .sent, .received, .open, .closed, .expired, .deleted, .onHold: false
        }
    }
}

/// What is known of a copy: all that its state depends on, besides the day.
public struct CopyFacts: Hashable, Sendable {
    /// How far the copy's own site says that it came.
    public enum Access: String, Codable, Sendable { case none, received, open, closed }

    public enum Deletion: String, Codable, Sendable {
        case none
        /// The last certificate says partial or failed.
        case partial
        /// The last certificate says complete, and nothing was opened or closed since.
        case complete
    }

    public var expires: LocalDate
    public var deleteBy: LocalDate
    public var recalledOn: LocalDate?
    public var isOnHold: Bool
    public var access: Access
    public var deletion: Deletion

    public init(
        expires: LocalDate, deleteBy: LocalDate, recalledOn: LocalDate?, isOnHold: Bool, access: Access,
        deletion: Deletion
    ) {
        (self.expires, self.deleteBy, self.recalledOn, self.isOnHold) = (expires, deleteBy, recalledOn, isOnHold)
        (self.access, self.deletion) = (access, deletion)
    }

    /// Exactly the table of docs/deadlines.md: the first row that fits. `day` is the agreement's.
    public func state(on day: LocalDate) -> CopyState {
        if deletion == .complete { return .deleted }
        if isOnHold { return .onHold }
        if deletion == .partial { return .deletionPartial }
        if day > deleteBy { return .overdue }
        if recalledOn != nil { return .recalled }
        if day == deleteBy { return .deletionDue }
        if day > expires { return .expired }
        switch access {
        case .none: return .sent
        case .received: return .received
        case .open: return .open
        case .closed: return .closed
        }
    }

    /// The day by whose end the copy must be gone: that of deletion, or that of the recall where it is earlier.
    public var deadline: LocalDate { min(deleteBy, recalledOn ?? deleteBy) }

    /// Whole days from `day` to the deadline; negative when it has passed.
    public func daysLeft(on day: LocalDate) -> Int { deadline.daysSinceEpoch - day.daysSinceEpoch }
}
