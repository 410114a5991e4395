import Files
import Glibc
import PackageFormat
import Pipelining

/// Erases files of one folder, a batch at a time, so that folders and file system are synced once for many files.
///
/// 1. examined, digested, opened  2. renamed to a mark; still the file that was opened  3. folder synced  4. overwritten
/// 5. synced  6. read back and compared  7. renamed again; still that file; unlinked  8. folder synced
///
/// Killed before 3, files have their names and content or a mark; from 3 on, what is not whole has a mark. So the next run
/// never takes a half-overwritten file for one that somebody changed. Nothing is truncated: until 6 that could free blocks
/// before the overwrite reached them, and after it unlinking frees them all the same.
final class FolderErasure {
    /// Files at a time. Each keeps a descriptor, so not more than the process may have, with room for folders and threads.
    static let batchCount: Int = {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 64 }
        return max(16, min(512, Int(clamping: limit.rlim_cur) - Descent.openLevels - 192))
    }()
    /// Bytes after which a batch ends, so that not all of a large copy stands under marks at once.
    static let batchBytes = 256 << 20

    private let isInterrupted: @Sendable () -> Bool
    /// Files that were overwritten and have other names, which may be found later: they no longer hold what is expected.
    private var overwritten: Set<FileIdentity> = []

    init(isInterrupted: @escaping @Sendable () -> Bool) { self.isInterrupted = isInterrupted }

    /// One object for each candidate, in their order.
    func erase(_ candidates: [Candidate], in folder: borrowing File) -> [ErasedObject] {
        carryOut(examine(candidates, in: folder), of: candidates, in: folder)
    }

    /// Stage 1.
    func examine(_ candidates: [Candidate], in folder: borrowing File) -> [Verdict] {
        let (known, isInterrupted) = (overwritten, isInterrupted)
        return sideBySide(candidates.count) { place in
            candidates[place].examine(in: folder, overwritten: known, isInterrupted: isInterrupted)
        }
    }

    /// The other stages.
    func carryOut(_ verdicts: [Verdict], of candidates: [Candidate], in folder: borrowing File) -> [ErasedObject] {
        var objects = [ErasedObject?](repeating: nil, count: candidates.count)
        var victims: [(place: Int, victim: Victim)] = []
        var others: [(place: Int, victim: Victim)] = []
        var linked: Set<FileIdentity> = []
        var hasChanged = false
        for (place, verdict) in verdicts.enumerated() {
            switch verdict {
            case .reported(let object): objects[place] = object
            case .unlinkOnly(let object, let identity):
                objects[place] = unlink(candidates[place], identity, as: object, in: folder)
                hasChanged = true
            case .condemned(var victim):
                if victim.links > 1, !linked.insert(victim.identity).inserted {
                    others.append((place, victim))
                } else if let failed = mark(&victim, in: folder) {
                    objects[place] = failed
                    hasChanged = true
                } else {
                    victims.append((place, victim))
                }
            }
        }
        var isSynced = true
        if !victims.isEmpty {
            isSynced = sync(folder)
            for (place, object) in zip(victims.map(\.place), destroy(victims.map(\.victim), in: folder)) {
                objects[place] = object
            }
            hasChanged = true
        }
        for (place, victim) in others { objects[place] = removeOtherName(victim, in: folder) }
        if hasChanged, !sync(folder) { isSynced = false }
        return objects.enumerated().map { place, object in
            let object = object!
            return isSynced || object.result != .erased ? object : object.adding(.folderNotSynced)
        }
    }

    /// A second name in this batch: goes when the file was overwritten under the first.
    private func removeOtherName(_ victim: Victim, in folder: borrowing File) -> ErasedObject {
        guard overwritten.contains(victim.identity) else { return victim.report(.failed, errno: EIO) }
        return unlink(
            victim.candidate, victim.identity, as: victim.report(.erased, by: .overwrittenAndUnlinked), in: folder)
    }

    /// Some file systems cannot sync a folder; what was done stands, but not for a power failure.
    private func sync(_ folder: borrowing File) -> Bool { (try? folder.sync()) != nil }

    /// Stage 2; the report where that fails.
    private func mark(_ victim: inout Victim, in folder: borrowing File) -> ErasedObject? {
        let candidate = victim.candidate
        guard !candidate.hasBegun else { return nil }
        do throws(IOError) {
            try folder.take(candidate.name, as: candidate.mark.begun, being: victim.identity)
            victim.name = candidate.mark.begun
            return nil
        } catch { return victim.report(.failed, errno: error.code) }
    }

    private func unlink(
        _ candidate: Candidate, _ identity: FileIdentity, as object: ErasedObject, in folder: borrowing File
    ) -> ErasedObject {
        do throws(IOError) {
            // Killed in between, the next run must not overwrite what is only to be unlinked.
            let way = object.method == .unlinked ? FileName.aside() : candidate.mark.overwritten
            try folder.unlink(candidate.name, by: way, being: identity)
            return object
        } catch { return object.failing(error.code) }
    }

    // MARK: Overwriting

    private typealias Step<Value> = Result<Value, IOError>

    /// Stages 4 to 7.
    private func destroy(_ victims: [Victim], in folder: borrowing File) -> [ErasedObject] {
        let isInterrupted = isInterrupted
        let written = sideBySide(victims.count) { place in
            Step { () throws(IOError) in
                try victims[place].overwrite.write(to: victims[place].shared.file, isInterrupted: isInterrupted)
            }
        }
        let synced = sync(victims, in: folder)
        let compared = sideBySide(victims.count) { place in
            Step { () throws(IOError) in
                try written[place].get()
                try synced[place].get()
                return try victims[place].overwrite.compare(
                    with: victims[place].shared.file, isInterrupted: isInterrupted)
            }
        }
        return victims.indices.map { place in
            do throws(IOError) {
                let origin = try compared[place].get()
                if victims[place].links > 1 { overwritten.insert(victims[place].identity) }
                try folder.unlink(
                    victims[place].name, by: victims[place].candidate.mark.overwritten, being: victims[place].identity)
                return victims[place].report(
                    .erased, by: .overwrittenAndUnlinked, and: origin == .memory ? [.readBackFromCache] : [])
            } catch { return victims[place].report(.failed, errno: error.code) }
        }
    }

    /// One sync of the file system for many files; each by itself where there are few, or where that one fails.
    private func sync(_ victims: [Victim], in folder: borrowing File) -> [Step<Void>] {
        if victims.count > 4, (try? folder.syncFileSystem()) != nil {
            return victims.map { _ in .success(()) }
        }
        return sideBySide(victims.count) { place in
            Step { () throws(IOError) in try victims[place].shared.file.sync() }
        }
    }
}

extension ErasedObject {
    func adding(_ caveat: Caveat) -> ErasedObject {
        ErasedObject(
            kind: kind, path: path, size: size, matched: matched, method: method, result: result, errno: errno,
            links: links, caveats: Set(caveats + [caveat]))
    }

    /// The same, not done.
    func failing(_ code: Int32) -> ErasedObject {
        ErasedObject(
            kind: kind, path: path, size: size, matched: matched, result: .failed, errno: Int(code), links: links,
            caveats: Set(caveats))
    }
}
