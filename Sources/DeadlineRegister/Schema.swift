import GRDB

/// The tables. `record` holds what came, as it came, in the order of arrival; every other table is made from it, and
/// `Register.rebuild` makes them anew. A migration is never edited; a change is a new one.
enum Schema {
    /// Marks the file as this tool's (SQLite's application_id): "mvrg".
    static let applicationID = 0x6D76_7267

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 records and what follows from them") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: version1)
        }
        return migrator
    }

    /// Tables that follow from `record`, in an order in which they can be emptied.
    static let derived = [
        "finding", "note", "declared", "certificate", "provider_statement", "approval", "offered_card", "event",
        "log_part",
        "log", "card", "copy", "site_key", "package", "pin", "compromised", "unlocked",
    ]

    /// Days are counted from 1970-01-01, moments are seconds since then in UTC.
    private static let version1 = """
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);

        CREATE TABLE record (
            number INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            added_at INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('taken', 'waiting', 'refused')),
            reason TEXT,
            detail TEXT,
            awaits TEXT,
            subject TEXT,
            content BLOB NOT NULL
        );
        CREATE INDEX record_aside ON record (state) WHERE state <> 'taken';
        CREATE INDEX record_awaits ON record (awaits) WHERE awaits IS NOT NULL;

        -- What came that records wait for, in the order in which they are looked at again; how far that has come.
        CREATE TABLE unlocked (
            position INTEGER PRIMARY KEY, awaits TEXT NOT NULL, looked_at INTEGER NOT NULL DEFAULT 0
        );

        CREATE TABLE pin (
            key TEXT NOT NULL, role TEXT NOT NULL, comment TEXT NOT NULL, pinned_at INTEGER NOT NULL, PRIMARY KEY (key, role)
        );
        CREATE TABLE compromised (key TEXT PRIMARY KEY, since TEXT NOT NULL);

        CREATE TABLE package (
            hash BLOB PRIMARY KEY,
            package_id TEXT NOT NULL,
            reference TEXT NOT NULL,
            revision INTEGER NOT NULL,
            provider_key TEXT NOT NULL,
            provider TEXT NOT NULL,
            title TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            signed_at INTEGER NOT NULL,
            starts_day INTEGER NOT NULL, starts_at INTEGER NOT NULL,
            expires_day INTEGER NOT NULL, expires_at INTEGER NOT NULL,
            delete_by_day INTEGER NOT NULL, delete_by_at INTEGER NOT NULL,
            review_by_day INTEGER, review_by_at INTEGER,
            timezone TEXT NOT NULL,
            ask TEXT NOT NULL,
            recalled_at INTEGER, recall_reason TEXT,
            hold_at INTEGER, hold_reason TEXT,
            record INTEGER NOT NULL REFERENCES record
        );
        CREATE INDEX package_reference ON package (reference);
        CREATE INDEX package_id ON package (package_id);

        CREATE TABLE site_key (
            key TEXT NOT NULL, organisation TEXT NOT NULL, site TEXT NOT NULL, PRIMARY KEY (key, organisation, site)
        );

        -- A copy is a package at a site, by the site key that signed its cards: one vault, one copy.
        CREATE TABLE copy (
            id INTEGER PRIMARY KEY,
            package BLOB NOT NULL REFERENCES package,
            site_key TEXT NOT NULL,
            organisation TEXT NOT NULL,
            site TEXT NOT NULL,
            holders TEXT NOT NULL,
            access TEXT NOT NULL DEFAULT 'none',
            received_at INTEGER, opened_at INTEGER, last_at INTEGER,
            openings INTEGER NOT NULL DEFAULT 0,
            deletion TEXT NOT NULL DEFAULT 'none',
            certificate INTEGER REFERENCES record,
            deleted_at INTEGER,
            is_uncovered INTEGER NOT NULL DEFAULT 0,
            is_said_deleted INTEGER NOT NULL DEFAULT 0,
            attention_day INTEGER,
            UNIQUE (package, site_key)
        );
        -- A copy that is accounted for has no day at which it needs attention.
        CREATE INDEX copy_attention ON copy (attention_day) WHERE attention_day IS NOT NULL;

        CREATE TABLE card (
            card_id TEXT NOT NULL, package BLOB NOT NULL REFERENCES package, copy INTEGER NOT NULL REFERENCES copy,
            holder TEXT NOT NULL, PRIMARY KEY (card_id, package)
        );
        CREATE TABLE offered_card (
            card_id TEXT PRIMARY KEY, reference TEXT NOT NULL, provider_key TEXT NOT NULL, organisation TEXT NOT NULL,
            site TEXT NOT NULL, holder TEXT NOT NULL, made_at INTEGER NOT NULL, record INTEGER NOT NULL REFERENCES record
        );
        CREATE INDEX offered_card_reference ON offered_card (reference);
        CREATE TABLE approval (
            agreement_hash BLOB NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, reference TEXT NOT NULL,
            revision INTEGER NOT NULL, approved_at INTEGER NOT NULL, record INTEGER NOT NULL REFERENCES record,
            PRIMARY KEY (agreement_hash, role, key)
        );
        CREATE INDEX approval_reference ON approval (reference);

        CREATE TABLE provider_statement (
            digest BLOB PRIMARY KEY, package BLOB NOT NULL REFERENCES package, kind TEXT NOT NULL, issued_at INTEGER NOT NULL,
            record INTEGER NOT NULL REFERENCES record
        );
        CREATE INDEX provider_statement_package ON provider_statement (package);

        CREATE TABLE log (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            provider_key TEXT NOT NULL, site_key TEXT NOT NULL, ledger_key TEXT NOT NULL,
            organisation TEXT NOT NULL, site TEXT NOT NULL,
            size INTEGER NOT NULL,
            started_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
            previous TEXT, reason TEXT
        );
        CREATE INDEX log_site ON log (site_key, provider_key);
        -- The tree up to where receipts ended, and up to every 256th event on the way.
        CREATE TABLE log_part (
            log INTEGER NOT NULL REFERENCES log, first INTEGER NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL,
            frontier TEXT NOT NULL, record INTEGER NOT NULL REFERENCES record, PRIMARY KEY (log, size)
        );
        CREATE TABLE event (
            log INTEGER NOT NULL REFERENCES log, number INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, package BLOB,
            copy TEXT, person TEXT, code TEXT, statement BLOB, record INTEGER NOT NULL, start INTEGER NOT NULL,
            length INTEGER NOT NULL, PRIMARY KEY (log, number)
        ) WITHOUT ROWID;
        CREATE INDEX event_package ON event (package) WHERE package IS NOT NULL;

        CREATE TABLE certificate (
            id TEXT NOT NULL, package BLOB NOT NULL REFERENCES package, copy INTEGER NOT NULL REFERENCES copy,
            digest BLOB NOT NULL,
            result TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL, unattended INTEGER NOT NULL,
            person TEXT,
            -- Fingerprints of further signers; whether they are trusted as witnesses is asked when it is shown.
            witnesses TEXT NOT NULL, caveats TEXT NOT NULL,
            log TEXT, log_size INTEGER, log_root TEXT,
            -- Null until the log is known up to the certificate's checkpoint.
            is_contradicted INTEGER,
            record INTEGER PRIMARY KEY REFERENCES record
        );
        CREATE INDEX certificate_copy ON certificate (copy);
        -- Those that were not held against their log yet.
        CREATE INDEX certificate_log ON certificate (log, log_size) WHERE log IS NOT NULL AND is_contradicted IS NULL;

        -- Agreements and transfers made without Microvault, as somebody says; never mixed with what is verified.
        CREATE TABLE declared (
            id INTEGER PRIMARY KEY,
            reference TEXT NOT NULL, title TEXT NOT NULL, direction TEXT NOT NULL, provider TEXT NOT NULL,
            recipient TEXT NOT NULL, site TEXT NOT NULL, sent_day INTEGER, expires_day INTEGER NOT NULL,
            delete_by_day INTEGER NOT NULL, review_by_day INTEGER, deleted_day INTEGER, contact TEXT NOT NULL,
            evidence TEXT NOT NULL, record INTEGER NOT NULL REFERENCES record, row INTEGER NOT NULL,
            UNIQUE (reference, recipient, site)
        );

        CREATE TABLE note (
            id INTEGER PRIMARY KEY, reference TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL,
            record INTEGER NOT NULL REFERENCES record
        );
        CREATE INDEX note_reference ON note (reference);

        -- What contradicts something else that was signed.
        CREATE TABLE finding (
            id INTEGER PRIMARY KEY, code TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL, at INTEGER NOT NULL,
            record INTEGER NOT NULL REFERENCES record, UNIQUE (code, subject, detail, record)
        );
        """
}
