import Files
import Glibc
import PackageFormat

/// Walks an opened copy, folder by folder: files that an earlier run began, then the others, then its folders, then itself.
final class CopyErasure {
    let catalogue: ExpectedTree
    let includingDerived: Bool
    private let isResuming: Bool
    let eraser: Eraser
    let work: FolderErasure
    private let machine: Machine
    let report: (ErasedObject) -> Void
    var descent: Descent
    var found: [Bool]
    var bytes = 0
    /// Why the walk ended before its end.
    var stopped: Int32?
    /// Of the destination: what lies in another one is not entered.
    private var mount: String?
    private var device: dev_t?

    var destination: String { descent.destination }

    init(
        _ entries: [ExpectedEntry], destination: String, includingDerived: Bool, isResuming: Bool, eraser: Eraser,
        machine: Machine, report: @escaping (ErasedObject) -> Void
    ) {
        catalogue = ExpectedTree(entries)
        (self.includingDerived, self.isResuming, self.eraser) = (includingDerived, isResuming, eraser)
        (self.machine, self.report) = (machine, report)
        work = FolderErasure(isInterrupted: eraser.isInterrupted)
        descent = Descent(destination: destination)
        found = Array(repeating: false, count: entries.count)
    }

    /// 1. the destination, and whether it is the folder that was opened  2. everything in it  3. itself  4. what was missing
    func run(identity: FolderIdentity?) {
        let (parentPath, name) = splitPath(destination)
        do throws(IOError) {
            let parent = try File(folder: parentPath)
            guard let status = try parent.status(of: FileName(name)) else {
                throw IOError(.open, destination, code: ENOENT)
            }
            guard status.status.kind == .folder else {
                return refuse(status.status.kind == .link ? ELOOP : ENOTDIR)
            }
            let folder = SharedFile(try open(FileName(name), in: parent, changingRights: true))
            var caveats: Set<Caveat> = []
            if let identity, FolderIdentity.isLasting(on: machine.mount(of: folder.file)?.fileSystem) {
                guard FolderIdentity(of: folder.file) == identity else { return refuse(ESTALE) }
            } else {
                caveats.insert(.folderNotIdentified)
            }
            mount = machine.mountID(of: folder.file)
            device = try folder.file.status().device
            process(try descent.enter(FileName(name), inner: "", folder: folder))
            walk()
            finish(FileName(name), in: parent, caveats)
        } catch {
            if error.code == ENOENT {
                report(ErasedObject(kind: .folder, path: destination, result: .missing, caveats: missingCaveats))
            } else {
                return report(
                    ErasedObject(kind: .folder, path: destination, result: .failed, errno: Int(error.code)))
            }
        }
        reportMissing()
    }

    private var missingCaveats: Set<Caveat> { isResuming ? [.interrupted] : [] }

    /// Nothing in it is touched or listed.
    private func refuse(_ code: Int32) {
        report(
            ErasedObject(
                kind: .folder, path: destination, result: .failed, errno: Int(code), caveats: [.folderReplaced]))
    }

    private func reportMissing() {
        for (entry, isFound) in zip(catalogue.entries, found) where !isFound {
            report(
                ErasedObject(
                    kind: entry.content == nil ? .folder : .openedFile,
                    path: joinPath(destination, entry.path.description),
                    size: entry.content?.size, result: stopped == nil ? .missing : .failed,
                    errno: stopped.map(Int.init), caveats: stopped == nil ? missingCaveats : []))
        }
    }

    private func open(_ name: FileName, in folder: borrowing File, changingRights: Bool) throws(IOError) -> File {
        do throws(IOError) { return try File(folder: name, in: folder) } catch {
            guard changingRights, error.code == EACCES, (try? folder.addRights(0o700, to: name)) != nil else {
                throw error
            }
            return try File(folder: name, in: folder)
        }
    }

    // MARK: Folders

    private func walk() {
        while let level = descent.levels.last, stopped == nil {
            guard let next = level.subfolders.popLast() else {
                guard descent.levels.count > 1 else { return }
                leave()
                continue
            }
            guard !eraser.isInterrupted() else {
                stopped = EINTR
                return
            }
            enter(next, from: level)
        }
    }

    private func enter(_ name: FileName, from level: Descent.Level) {
        let inner = level.inner.flatMap { catalogue.folder(name, in: $0) }
        let caveats: Set<Caveat> = name.isUTF8 ? [] : [.nameEscaped]
        do throws(IOError) {
            guard let above = level.folder else { throw IOError(.open, descent.path(of: name), code: ESTALE) }
            let folder = SharedFile(
                try open(name, in: above.file, changingRights: inner != nil || includingDerived))
            guard try folder.file.status().device == device, machine.mountID(of: folder.file) == mount else {
                return report(
                    ErasedObject(
                        kind: .folder, path: descent.path(of: name), result: .kept,
                        caveats: caveats.union([.otherMount])))
            }
            if let inner, let place = catalogue.place(ofFolder: inner) { found[place] = true }
            process(try descent.enter(name, inner: inner, folder: folder))
        } catch {
            report(
                ErasedObject(
                    kind: .folder, path: descent.path(of: name), result: .failed, errno: Int(error.code),
                    caveats: caveats))
        }
    }

    /// Removes the lowest folder where it is empty, and goes up.
    private func leave() {
        let path = descent.path()
        do throws(IOError) {
            let (left, above) = try descent.leave()
            guard let parent = above?.folder else { throw IOError(.open, path, code: ESTALE) }
            if remove(left, in: parent.file, path: path) { above?.needsSync = true }
        } catch {
            report(ErasedObject(kind: .folder, path: path, result: .failed, errno: Int(error.code)))
            stopped = error.code
        }
    }

    /// Whether it is gone.
    private func remove(
        _ level: Descent.Level, in parent: borrowing File, path: String, _ more: Set<Caveat> = []
    ) -> Bool {
        var caveats: Set<Caveat> = level.name.isUTF8 ? more : more.union([.nameEscaped])
        var code: Int32?
        if level.isOurs || includingDerived {
            do throws(IOError) {
                try changing(parent) { (parent) throws(IOError) in try parent.remove(level.name, isFolder: true) }
                report(
                    ErasedObject(kind: .folder, path: path, method: .unlinked, result: .erased, caveats: caveats))
                return true
            } catch { code = error.code }
        }
        if level.needsSync, (try? level.folder?.file.sync()) == nil { caveats.insert(.folderNotSynced) }
        let isKept = code == nil || code == ENOTEMPTY || code == EEXIST
        report(
            ErasedObject(
                kind: .folder, path: path, result: isKept ? .kept : .failed, errno: isKept ? nil : code.map(Int.init),
                caveats: caveats))
        return false
    }

    /// The destination itself, and what could not be said of it before.
    private func finish(_ name: FileName, in parent: borrowing File, _ caveats: Set<Caveat>) {
        guard let root = descent.levels.first else { return }
        if let stopped {
            report(
                ErasedObject(
                    kind: .folder, path: destination, result: .failed, errno: Int(stopped), caveats: caveats))
        } else if remove(root, in: parent, path: destination, caveats) {
            _ = try? parent.sync()
        }
    }
}
