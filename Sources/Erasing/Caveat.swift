/// What weakens an erasure, as far as the file system and the machine tell (docs/erasure.md). The codes are public: none is
/// renamed or given another meaning.
public enum Caveat: String, Codable, CaseIterable, Sendable {
    // MARK: Of one object

    /// The file had other names. What was overwritten is overwritten under all of them; what was only unlinked still
    /// stands under the others.
    case hardLinks = "hard-links"
    /// Part of the content shared its place on the device with another file or a snapshot, which still has it.
    case sharedExtents = "shared-extents"
    /// Another process had the file open or mapped, and may have kept or written what it held.
    case openElsewhere = "open-elsewhere"
    /// What was written was compared with what memory held, perhaps not with what the device holds.
    case readBackFromCache = "read-back-from-cache"
    /// An earlier run was stopped while it erased this, or what it had done before is known from that run alone.
    case interrupted
    /// The folder could not be synced: after a power failure the name may be there again.
    case folderNotSynced = "folder-not-synced"
    /// Another file system or mount begins here; it was not entered.
    case otherMount = "other-mount"
    /// The name is not UTF-8: `path` spells it with `\xHH`.
    case nameEscaped = "name-escaped"
    /// Another folder, a link or something else stands where the copy was opened; nothing in it was touched.
    case folderReplaced = "folder-replaced"
    /// The file system has no lasting folder numbers, or none was recorded: that this is the folder once opened follows from
    /// its path and content alone.
    case folderNotIdentified = "folder-not-identified"

    // MARK: Of the storage

    /// New content goes to another place than the old: overwriting reached nothing of it.
    case copyOnWrite = "copy-on-write"
    /// Snapshots that hold the old content can exist or do.
    case snapshotsPossible = "snapshots-possible"
    /// Content was stored compressed, so that random bytes need more places than it had.
    case compressed
    /// File content goes through a journal, which keeps copies until it wraps.
    case dataJournal = "data-journal"
    /// Names of files and folders may remain in freed folder blocks and in the journal until these are used again.
    case namesMayRemain = "names-may-remain"
    /// Flash memory writes elsewhere and keeps the old cells until it clears them, unseen from outside.
    case flash
    /// It is not known that the device is told of freed blocks, so that it may keep them for long.
    case discardNotKnown = "discard-not-known"
    /// Content was in memory alone, and in swap space where there is some.
    case memoryOnly = "memory-only"
    /// Swap space that is not encrypted may hold pages of the content.
    case swapUnencrypted = "swap-unencrypted"
    /// Whether swap space is encrypted, or used at all, is not known.
    case swapNotKnown = "swap-not-known"
    /// Another machine stores the content; its storage, snapshots and backups cannot be seen from here.
    case networkShare = "network-share"
    /// The file system keeps no owners and rights: anybody with the medium could read and copy.
    case noPermissions = "no-permissions"
    /// The file system lies on folders of another one (overlay, ecryptfs), which may hold further copies.
    case layered
    /// The disk is an image file or a virtual machine's: what lies beneath cannot be seen from here.
    case virtualDisk = "virtual-disk"
    /// Write barriers are off: what was synced may have been in the device's own memory alone.
    case barriersOff = "barriers-off"
    /// File system or device is none that is known here, or could not be looked up.
    case unknownStorage = "unknown-storage"
}
