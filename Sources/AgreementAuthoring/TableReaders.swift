import PackageFormat

/// Tables and their schemas: Data Package v2 Table Schema, with its defaults.
extension Table {
    init?(reading source: Source) {
        guard let keys = MappingReader(source, keys: CodingKeys.self) else { return nil }
        let path = keys.required(.path) { $0.archivePath() }
        let maximumRecords = keys.optional(.maximumRecords) { $0.integer() }
        let kThreshold = keys.optional(.kThreshold) { $0.integer() }
        let schema = keys.optional(.schema, TableSchema.init(reading:))
        guard let path, let maximumRecords, let kThreshold, let schema else { return nil }
        self.init(path: path, maximumRecords: maximumRecords, kThreshold: kThreshold, schema: schema)
    }
}

extension TableSchema {
    init?(reading source: Source) {
        guard let keys = MappingReader(source, keys: CodingKeys.self) else { return nil }
        let fieldsMatch = keys.value(.fieldsMatch, default: .exact) { $0.oneOf(FieldsMatch.self) }
        let fields = keys.required(.fields) { $0.list(Field.init(reading:)) }
        guard let fieldsMatch, let fields else { return nil }
        self.init(fieldsMatch: fieldsMatch, fields: fields)
    }
}

extension Field {
    init?(reading source: Source) {
        guard let keys = MappingReader(source, keys: CodingKeys.self) else { return nil }
        let name = keys.required(.name) { $0.line() }
        let type = keys.value(.type, default: .any) { $0.oneOf(Kind.self) }
        let role = keys.value(.role, default: .other) { $0.oneOf(Role.self) }
        let constraints = keys.optional(.constraints) { Constraints(reading: $0, of: type) }
        guard let name, let type, let role, let constraints else { return nil }
        self.init(name: name, type: type, role: role, constraints: constraints)
    }
}

extension Constraints {
    /// `type` is nil where the field's type could not be read; limits are then not held to one.
    init?(reading source: Source, of type: Field.Kind?) {
        guard let keys = MappingReader(source, keys: CodingKeys.self) else { return nil }
        let limit = { (source: Source) in type.map { source.limit(of: $0) } ?? source.line() }
        let required = keys.optional(.required) { $0.flag() }
        let unique = keys.optional(.unique) { $0.flag() }
        let minimum = keys.optional(.minimum, limit)
        let maximum = keys.optional(.maximum, limit)
        let minLength = keys.optional(.minLength) { $0.integer() }
        let maxLength = keys.optional(.maxLength) { $0.integer() }
        let pattern = keys.optional(.pattern) { $0.pattern() }
        let values = keys.optional(.enum) { $0.list { $0.line() } }
        guard let required, let unique, let minimum, let maximum, let minLength, let maxLength, let pattern, let values
        else { return nil }
        self.init()
        (self.required, self.unique, self.minimum, self.maximum) = (required, unique, minimum, maximum)
        (self.minLength, self.maxLength, self.pattern, self.enum) = (minLength, maxLength, pattern, values)
    }
}
