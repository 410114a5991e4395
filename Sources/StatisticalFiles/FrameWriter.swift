import Glibc

/// The child's end of the stream. The first failure stays: nothing is written after it.
struct FrameWriter {
    let descriptor: Int32
    private var kind: Frame?
    private var payload: [UInt8] = []

    init(descriptor: Int32) {
        self.descriptor = descriptor
        payload.reserveCapacity(2 * Frame.usualLength)
    }

    /// Adds fields to the frame that is being filled, or begins one. A frame never ends between `fields`.
    mutating func add(_ fields: [String], to kind: Frame) throws(Fault) {
        let length = fields.reduce(0) { $0 + 4 + $1.utf8.count }
        guard length <= kind.cap else { throw .limit(.text) }
        if self.kind != kind || payload.count + length > Frame.usualLength { try flush() }
        self.kind = kind
        for field in fields { Fields.append(field, to: &payload) }
    }

    mutating func send(_ kind: Frame, _ fields: [String]) throws(Fault) {
        try add(fields, to: kind)
        try flush()
    }

    mutating func flush() throws(Fault) {
        guard let kind else { return }
        try write(kind, payload)
        payload.removeAll(keepingCapacity: true)
        self.kind = nil
    }

    /// Sends what is being filled, and then `payload` as a frame of its own.
    mutating func send(_ kind: Frame, bytes: [UInt8]) throws(Fault) {
        try flush()
        guard bytes.count <= kind.cap else { throw .limit(.record) }
        try write(kind, bytes)
    }

    private func write(_ kind: Frame, _ payload: [UInt8]) throws(Fault) {
        var head = [kind.rawValue]
        Fields.appendLength(payload.count, to: &head)
        try write(head)
        try write(payload)
    }

    private func write(_ bytes: [UInt8]) throws(Fault) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .io(errno) }
            written += count
        }
    }
}
