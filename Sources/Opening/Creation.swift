import Archiving
import Files
import PackageFormat
import Pipelining

/// Creates the entries of a run in order, on a thread of its own, a little ahead of the one who writes them: of a small file the kernel
/// takes longer to create it than to write it.
///
/// Every path was checked with the catalogue before. What was created and is never reached lies empty in the staging folder and goes with it.
/// A failure is told where its entry's turn comes, as if there were one thread; after it nothing is created.
final class Creation {
    /// Files open at once are three times as many: far from the 1,024 that a process may have, and enough that a thread is woken seldom.
    static let batchLength = 32
    private static let batchCount = 3

    enum Created {
        case folder
        case file(Opened)
        case failed(IOError)
    }

    /// A file that was created; closed when it is let go.
    final class Opened: Sendable {
        let file: File
        init(_ file: consuming File) { self.file = file }
    }

    /// The tree under the staging folder; runs one after another use it.
    final class Tree: @unchecked Sendable {
        // Touched by the thread of the run that goes on.
        private var tree: StagedTree
        private var failure: IOError?

        init(root: borrowing File) throws(IOError) { tree = try StagedTree(root: root) }

        fileprivate func create(_ entry: CatalogueEntry) -> Created {
            if let failure { return .failed(failure) }
            do throws(IOError) {
                guard entry.isFolder else { return .file(Opened(try tree.addFile(entry.path))) }
                try tree.addFolder(entry.path)
                return .folder
            } catch {
                failure = error
                return .failed(error)
            }
        }
    }

    private final class Batch: @unchecked Sendable {
        var entries: ArraySlice<CatalogueEntry> = []
        /// The next one last.
        var created: [Created] = []
    }

    private let lane: Lane<Batch, Never>
    private var rest: ArraySlice<CatalogueEntry>
    private var underWay = 0
    private var open: Batch?

    init(_ entries: ArraySlice<CatalogueEntry>, in tree: Tree) {
        rest = entries
        lane = Lane(slots: (0..<Self.batchCount).map { _ in Batch() }, workers: 1) { batch, _ in
            batch.created = batch.entries.map { tree.create($0) }.reversed()
        }
        submit()
    }

    /// What became of the next entry; call once for each.
    func next() -> Created {
        while true {
            if let created = open?.created.popLast() { return created }
            if let open {
                lane.release(open)
                underWay -= 1
                submit()
            }
            guard let batch = lane.next() else { preconditionFailure("more is asked for than there are entries") }
            open = batch
        }
    }

    /// Hands over as much as there is room for, so that it never waits.
    private func submit() {
        while underWay < Self.batchCount, !rest.isEmpty {
            let batch = lane.acquire()
            batch.entries = rest.prefix(Self.batchLength)
            rest = rest.dropFirst(Self.batchLength)
            lane.submit(batch)
            underWay += 1
        }
        if rest.isEmpty { lane.end() }
    }

    /// Ends the thread: nothing is created any more. Call once, also after a failure.
    func stop() { lane.stop() }
}
