import CustodyLog
import Files
import Opening
import PackageFormat
import Sealing

/// What a site vault refuses or cannot do. Facts alone: the words are in the tool's `Messages.swift`.
public enum VaultError: Error, Equatable, Sendable {
    case io(IOError)
    case missing(path: String)
    case exists(path: String)
    case notAVault(path: String)
    case damaged(path: String)
    case newerVersion(path: String)
    case key(KeyFileError)
    case passphrase(PassphraseFailure)
    /// The vault's keys have a passphrase and nobody can be asked for it.
    case passphraseUnavailable
    case writableByOthers(path: String)
    case noProvider
    case severalProviders([Fingerprint])
    case providerUnknown(Fingerprint)
    case pinnedAlready(Fingerprint, [PinRole])
    case notPinned(Fingerprint)
    case compromised(Fingerprint, since: LocalDate)
    case useByNotAhead(LocalDate)
    /// The day that was typed is not the one that the clock shows.
    case dayDiffers(given: LocalDate, clock: LocalDate)
    case groupUnknown(String)
    case log(LogError)
    case logDamaged(path: String)
    case holdingUnknown(String)
    case holdingAmbiguous(String, packages: [Identifier])
    case statement(ProviderStatementFault)
    case signerNotPinned([SigningKeyText])
    case onHold(Reference, reason: Prose)
    case clockJumped(mark: Instant, now: Instant)
    case clockBack(mark: Instant, now: Instant)
    case nothingOpen(Reference)
    /// The file system keeps no rights, so that others could read the keys.
    case rightsNotKept(path: String)
    /// The site signs every certificate of a person anyway: it is no witness of itself.
    case witnessIsOwnKey
    /// An opening into this folder still runs.
    case openingRuns(path: String)

    init(_ error: LogError) {
        if case .io(let error) = error { self = .io(error) } else { self = .log(error) }
    }

    public init(_ failure: CustodianFailure) {
        switch failure {
        case .io(let error): self = .io(error)
        case .damaged(let path): self = .damaged(path: path)
        case .logDamaged(let path): self = .logDamaged(path: path)
        case .wrongPassphrase: self = .key(.wrongPassphrase(path: ""))
        case .passphraseUnavailable: self = .passphraseUnavailable
        case .key(let error): self = .key(error)
        case .interrupted: self = .passphrase(.interrupted)
        }
    }
}

func inVault<Value: ~Copyable>(_ body: () throws(IOError) -> Value) throws(VaultError) -> Value {
    do throws(IOError) { return try body() } catch { throw .io(error) }
}
