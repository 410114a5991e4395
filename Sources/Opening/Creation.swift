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
    private static let batchLength = 32
    private static let batchCount = 6
    /// Files open at once: far from the 1,024 that a process may have, and enough that neither thread waits each time that the
    /// other is held up.
    static let mostOpen = batchLength * batchCount

    enum Created: ~Copyable {
        case folder
        case file(File)
        case failed(IOError)
    }

    /// The tree under the staging folder; runs one after another use it.
    final class Tree: @unchecked Sendable {
        // Touched by the thread of the run that goes on.
        private var tree: StagedTree
        private var failure: IOError?

        init(root: borrowing File) throws(IOError) { tree = try StagedTree(root: root) }

        fileprivate func create(_ entry: CatalogueEntry) -> Made {
            if let failure { return .failed(failure) }
            do throws(IOError) {
                guard entry.isFolder else { return .file(try tree.addFile(entry.path)) }
                try tree.addFolder(entry.path)
                return .folder
            } catch {
                failure = error
                return .failed(error)
            }
        }
    }

    /// What a batch hands over: descriptors alone, since memory that one thread takes and another gives back makes both wait.
    fileprivate enum Made {
        case folder
        case file(Int32)
        case failed(IOError)
    }

    private final class Batch: @unchecked Sendable {
        var entries: ArraySlice<CatalogueEntry> = []
        private var made: [Made] = []
        private var taken = 0

        func create(in tree: Tree) {
            made.removeAll(keepingCapacity: true)
            taken = 0
            for entry in entries { made.append(tree.create(entry)) }
        }

        /// The next of them, whose descriptor is the caller's from here on; nil after the last.
        func next() -> Made? {
            guard taken < made.count else { return nil }
            taken += 1
            return made[taken - 1]
        }

        /// What nobody took is closed.
        deinit {
            for case .file(let descriptor) in made[taken...] { _ = File.adopting(descriptor: descriptor, path: "") }
        }
    }

    private let lane: Lane<Batch, Never>
    private var rest: ArraySlice<CatalogueEntry>
    private let destination: String
    private var underWay = 0
    private var open: Batch?

    /// `destination` is what errors of the files name.
    init(_ entries: ArraySlice<CatalogueEntry>, in tree: Tree, destination: String) {
        (rest, self.destination) = (entries, destination)
        lane = Lane(slots: (0..<Self.batchCount).map { _ in Batch() }, workers: 1) { batch, _ in
            batch.create(in: tree)
        }
        submit()
    }

    /// What became of the next entry; call once for each.
    func next() -> Created {
        while true {
            switch open?.next() {
            case .folder: return .folder
            case .file(let descriptor): return .file(.adopting(descriptor: descriptor, path: destination))
            case .failed(let error): return .failed(error)
            case nil: break
            }
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
