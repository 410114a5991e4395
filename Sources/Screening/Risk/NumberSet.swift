/// A set of hashes, or a map from them to numbers that count up from 0: open addressing, no more than 3/4 full.
struct NumberSet {
    private var keys: [UInt64]
    private var numbers: [UInt32]
    private(set) var count = 0
    private let isNumbered: Bool

    /// `isNumbered`: keep the number under which each came.
    init(isNumbered: Bool) {
        self.isNumbered = isNumbered
        keys = Array(repeating: 0, count: 16)
        numbers = isNumbered ? Array(repeating: 0, count: 16) : []
    }

    /// The number of `hash`, and whether it is new. (0 stands for an empty place; a hash of 0 is taken for 1.)
    mutating func insert(_ hash: UInt64) -> (number: Int, isNew: Bool) {
        if (count + 1) * 4 > keys.count * 3 { grow() }
        let key = hash == 0 ? 1 : hash
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while true {
            let found = keys[place]
            if found == key { return (isNumbered ? Int(numbers[place]) : 0, false) }
            if found == 0 { break }
            place = (place + 1) & mask
        }
        keys[place] = key
        if isNumbered { numbers[place] = UInt32(count) }
        count += 1
        return (count - 1, true)
    }

    private mutating func grow() {
        let (oldKeys, oldNumbers) = (keys, numbers)
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        if isNumbered { numbers = Array(repeating: 0, count: oldKeys.count * 2) }
        let mask = keys.count - 1
        for (index, key) in oldKeys.enumerated() where key != 0 {
            var place = Int(truncatingIfNeeded: key) & mask
            while keys[place] != 0 { place = (place + 1) & mask }
            keys[place] = key
            if isNumbered { numbers[place] = oldNumbers[index] }
        }
    }
}
