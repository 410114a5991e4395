import Files
import Glibc
import PackageFormat

/// The files of each folder: decided one by one, erased in batches.
extension CopyErasure {
    /// Everything in a folder but its folders, which are noted.
    func process(_ level: Descent.Level) {
        guard let folder = level.folder else { return }
        do throws(IOError) {
            let names = try folder.file.fileNames()
            var batch = Batch()
            for name in names {
                guard let mark = ErasureMark(name) else { continue }
                guard stopped == nil else { return }
                try add(begun: name, mark, to: &batch, level, folder.file)
            }
            flush(&batch, level, folder.file)
            for name in names.reversed() where ErasureMark(name) == nil {
                // Before, not after: what is in a batch was not reported yet.
                guard stopped == nil else { return }
                try add(name, to: &batch, level, folder.file)
            }
            flush(&batch, level, folder.file)
        } catch {
            report(ErasedObject(kind: .folder, path: descent.path(), result: .failed, errno: Int(error.code)))
        }
    }

    struct Batch {
        var candidates: [Candidate] = []
        var bytes = 0
    }

    private func flush(_ batch: inout Batch, _ level: Descent.Level, _ folder: borrowing File) {
        defer { batch = Batch() }
        guard !batch.candidates.isEmpty else { return }
        for object in work.erase(batch.candidates, in: folder) {
            if object.result == .erased { bytes += object.size?.value ?? 0 }
            report(object)
        }
        eraser.progress?(bytes)
        if eraser.isInterrupted() { stopped = EINTR }
    }

    private func add(
        _ candidate: Candidate, size: Int, to batch: inout Batch, _ level: Descent.Level, _ folder: borrowing File
    ) {
        batch.candidates.append(candidate)
        batch.bytes += size
        if batch.candidates.count == FolderErasure.batchCount || batch.bytes > FolderErasure.batchBytes {
            flush(&batch, level, folder)
        }
    }

    private func add(
        begun name: FileName, _ mark: ErasureMark, to batch: inout Batch, _ level: Descent.Level,
        _ folder: borrowing File
    ) throws(IOError) {
        guard let status = try folder.status(of: name) else { return }
        guard status.status.kind == .file else { return try add(name, to: &batch, level, folder) }
        let place = catalogue.place(of: mark)
        if let place { found[place] = true }
        let entry = place.map { catalogue.entries[$0] }
        add(
            Candidate(
                name: name, path: entry.map { joinPath(destination, $0.path.description) } ?? descent.path(of: name),
                kind: entry == nil ? .derivedFile : .openedFile, expected: entry?.content, mustMatch: false, mark: mark),
            size: status.status.size, to: &batch, level, folder)
    }

    private func add(
        _ name: FileName, to batch: inout Batch, _ level: Descent.Level, _ folder: borrowing File
    ) throws(IOError) {
        guard let status = try folder.status(of: name) else { return }
        switch status.status.kind {
        case .folder: level.subfolders.append(name)
        case .file:
            if let place = level.inner.flatMap({ catalogue.place(ofFile: name, in: $0) }) {
                found[place] = true
                let entry = catalogue.entries[place]
                let candidate = Candidate(
                    name: name, path: descent.path(of: name), kind: .openedFile, expected: entry.content,
                    mustMatch: !includingDerived, mark: ExpectedTree.mark(of: entry))
                add(candidate, size: status.status.size, to: &batch, level, folder)
            } else if includingDerived {
                let candidate = Candidate(
                    name: name, path: descent.path(of: name), kind: .derivedFile, expected: nil, mustMatch: false,
                    mark: .random())
                add(candidate, size: status.status.size, to: &batch, level, folder)
            } else {
                report(object(name, .derivedFile, status, .kept))
            }
        default: removeOther(name, status, level, folder)
        }
    }

    /// Links, FIFOs, sockets and devices: never opened.
    private func removeOther(
        _ name: FileName, _ status: FileStatus.Linked, _ level: Descent.Level, _ folder: borrowing File
    ) {
        guard includingDerived else { return report(object(name, .other, status, .kept)) }
        do throws(IOError) {
            try folder.unlink(name, by: .aside(), being: FileIdentity(status.status))
            level.needsSync = true
            report(object(name, .other, status, .erased, by: .unlinked))
        } catch { report(object(name, .other, status, .failed, errno: error.code)) }
    }

    private func object(
        _ name: FileName, _ kind: ErasedObject.Kind, _ status: FileStatus.Linked, _ result: ErasedObject.Result,
        by method: ErasedObject.Method = .none, errno: Int32? = nil
    ) -> ErasedObject {
        var caveats: Set<Caveat> = name.isUTF8 ? [] : [.nameEscaped]
        if status.links > 1 { caveats.insert(.hardLinks) }
        return ErasedObject(
            kind: kind, path: descent.path(of: name), size: kind == .other ? nil : Count(status.status.size),
            method: method, result: result, errno: errno.map(Int.init), links: status.links > 1 ? status.links : nil,
            caveats: caveats)
    }
}
