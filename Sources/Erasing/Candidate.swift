import Files
import Glibc
import PackageFormat

/// A file of one folder that may have to be erased.
struct Candidate: Sendable {
    /// Under which it was found.
    let name: FileName
    /// For the report.
    let path: String
    let kind: ErasedObject.Kind
    let expected: ExpectedContent?
    /// Kept where it is not what is expected.
    let mustMatch: Bool
    let mark: ErasureMark
    /// An earlier run had begun: it stands under `mark`, and what it holds may be half of this and half of that.
    var hasBegun: Bool { name == mark.begun || name == mark.overwritten }

    /// A file may be overwritten under names that we were not given only if it is what we were to erase.
    fileprivate func mayOverwriteOtherNames(matched: Bool?) -> Bool {
        matched == true || hasBegun || kind == .package || kind == .deliveryKey
    }
}

/// A file that is to go: open, and known to be one.
struct Victim: Sendable {
    let candidate: Candidate
    let shared: SharedFile
    let size: Int
    let links: Int
    let matched: Bool?
    let identity: FileIdentity
    let overwrite: Overwrite
    let caveats: Set<Caveat>
    /// Under which it stands now.
    var name: FileName

    func report(
        _ result: ErasedObject.Result, by method: ErasedObject.Method = .none, errno: Int32? = nil,
        and more: Set<Caveat> = []
    ) -> ErasedObject {
        ErasedObject(
            kind: candidate.kind, path: candidate.path, size: Count(size), matched: matched, method: method,
            result: result, errno: errno.map(Int.init), links: links > 1 ? links : nil, caveats: caveats.union(more))
    }
}

/// What was decided about a candidate.
enum Verdict: Sendable {
    case reported(ErasedObject)
    /// To be overwritten and unlinked.
    case condemned(Victim)
    /// Other names of the file are not ours to overwrite, or it was overwritten under one of them.
    case unlinkOnly(ErasedObject, FileIdentity)
}

extension Candidate {
    /// 1. what stands there  2. its digest, where one is expected  3. opened for writing; still the same file
    ///
    /// `overwritten`: files with names left that this run has overwritten.
    func examine(
        in folder: borrowing File, overwritten: Set<FileIdentity>, isInterrupted: @Sendable () -> Bool
    ) -> Verdict {
        do throws(IOError) {
            guard let found = try folder.status(of: name) else {
                return .reported(
                    ErasedObject(kind: kind, path: path, size: expected?.size, result: .missing, caveats: nameCaveats))
            }
            guard found.status.kind == .file else {
                return .reported(
                    ErasedObject(kind: .other, path: path, matched: false, result: .kept, caveats: nameCaveats))
            }
            if overwritten.contains(FileIdentity(found.status)) {
                return .unlinkOnly(
                    ErasedObject(
                        kind: kind, path: path, size: expected?.size ?? Count(found.status.size),
                        method: .overwrittenAndUnlinked, result: .erased, links: found.links > 1 ? found.links : nil,
                        caveats: nameCaveats.union([.hardLinks])),
                    FileIdentity(found.status))
            }
            return try judge(found, in: folder, isInterrupted)
        } catch {
            return .reported(
                ErasedObject(kind: kind, path: path, result: .failed, errno: Int(error.code), caveats: nameCaveats))
        }
    }

    private var nameCaveats: Set<Caveat> { name.isUTF8 ? [] : [.nameEscaped] }

    private func judge(
        _ found: FileStatus.Linked, in folder: borrowing File, _ isInterrupted: @Sendable () -> Bool
    ) throws(IOError) -> Verdict {
        var caveats = nameCaveats
        if hasBegun { caveats.insert(.interrupted) }
        if found.links > 1 { caveats.insert(.hardLinks) }
        var matched = try matches(found.status, in: folder, isInterrupted)
        guard !isInterrupted() else { throw IOError(.read, path, code: EINTR) }
        // What was half overwritten differs, which says nothing of what it was.
        if hasBegun, matched == false { matched = nil }
        let links = found.links > 1 ? found.links : nil
        func object(_ result: ErasedObject.Result, _ method: ErasedObject.Method) -> ErasedObject {
            ErasedObject(
                kind: kind, path: path, size: Count(found.status.size), matched: matched, method: method,
                result: result, links: links, caveats: caveats)
        }
        if matched != true, mustMatch, !hasBegun { return .reported(object(.kept, .none)) }
        if found.links > 1, !mayOverwriteOtherNames(matched: matched) {
            return .unlinkOnly(object(.erased, .unlinked), FileIdentity(found.status))
        }
        do throws(IOError) {
            return .condemned(try condemn(found.status, matched: matched, caveats, in: folder))
        } catch { return .reported(object(.failed, .none).failing(error.code)) }
    }

    /// Opens it for writing; still the same file.
    private func condemn(
        _ found: FileStatus, matched: Bool?, _ caveats: Set<Caveat>, in folder: borrowing File
    ) throws(IOError) -> Victim {
        var caveats = caveats
        let shared = SharedFile(try File(erasing: name, in: folder))
        let opened = try shared.file.linkedStatus()
        guard opened.status.device == found.device, opened.status.inode == found.inode else {
            throw IOError(.open, path, code: ESTALE)
        }
        if shared.file.hasSharedExtents == true { caveats.insert(.sharedExtents) }
        // Under another name it may be ourselves who have it open.
        if opened.links == 1, shared.file.isOpenElsewhere == true { caveats.insert(.openElsewhere) }
        return Victim(
            candidate: self, shared: shared, size: opened.status.size, links: opened.links, matched: matched,
            identity: FileIdentity(opened.status), overwrite: Overwrite(size: opened.status.size), caveats: caveats,
            name: name)
    }

    /// Nil where nothing is expected.
    private func matches(
        _ found: FileStatus, in folder: borrowing File, _ isInterrupted: @Sendable () -> Bool
    ) throws(IOError) -> Bool? {
        guard let expected else { return nil }
        guard found.size == expected.size.value else { return false }
        let shared = SharedFile(try readable(in: folder))
        let opened = try shared.file.status()
        guard opened.device == found.device, opened.inode == found.inode else {
            throw IOError(.open, path, code: ESTALE)
        }
        return try FileDigest.of(shared, size: found.size, isInterrupted: isInterrupted) == expected.digest
    }

    private func readable(in folder: borrowing File) throws(IOError) -> File {
        do throws(IOError) { return try File(reading: name, in: folder) } catch {
            guard error.code == EACCES, (try? folder.addRights(0o400, to: name)) != nil else { throw error }
            return try File(reading: name, in: folder)
        }
    }
}
