import FoundationEssentials
import PackageFormat
import Sealing

/// What the team itself did: kept among the records, so that a rebuild does it again at its place.
enum TeamAct: Codable, Hashable, Sendable {
    case pin(Pin)
    case unpin(Unpin)
    case note(Note)

    struct Pin: Codable, Hashable, Sendable {
        let key: SigningKeyText
        let comment: Line?
        let role: String
        let at: Instant
        /// A key may be trusted, removed and trusted again within a second.
        let id: Identifier
    }

    struct Unpin: Codable, Hashable, Sendable {
        let key: SigningKeyText
        /// It is never trusted again.
        let compromisedSince: LocalDate?
        let at: Instant
        let id: Identifier
    }

    struct Note: Codable, Hashable, Sendable {
        let reference: Line
        let text: Prose
        let at: Instant
        /// Two notes may say the same.
        let id: Identifier
    }

    var kind: Arrival.Kind {
        switch self {
        case .pin: .pin
        case .unpin: .unpin
        case .note: .note
        }
    }

    var content: [UInt8] {
        switch self {
        case .pin(let pin): CanonicalJSON.encode(pin)
        case .unpin(let unpin): CanonicalJSON.encode(unpin)
        case .note(let note): CanonicalJSON.encode(note)
        }
    }

    init(_ kind: Arrival.Kind, parsing content: [UInt8]) throws(CanonicalJSON.Problem) {
        let cap = 1 << 20
        switch kind {
        case .pin: self = .pin(try CanonicalJSON.decode(Pin.self, from: content, cap: cap))
        case .unpin: self = .unpin(try CanonicalJSON.decode(Unpin.self, from: content, cap: cap))
        default: self = .note(try CanonicalJSON.decode(Note.self, from: content, cap: cap))
        }
    }
}
