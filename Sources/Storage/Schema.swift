import SmartCollect

/// The shape of the sandbox's memory.
///
/// Every table that belongs to a merchant carries the merchant's number first in its keys, so no
/// query can wander from one to another. Times are Unix seconds, except where a name ends in
/// `_ns`: nanoseconds since 1970, on the merchant's clock. Choices of rows that come in
/// numbers are written out with OR: for a list of three or more SQLite makes a table of its own
/// each time a row is checked.
///
/// A column is what SQL asks about; the rest of a record is bytes, as ``KeptWriter`` writes them: a
/// row costs by its columns, to write and to read. Records lie in the order of their ids, which is
/// the order of their making, so that a list needs no index of its own; those that do not, the
/// strays, have one that costs the others nothing.
enum Schema {
    /// Marks a file as ours: "SCSB".
    static let applicationID: Int64 = 0x5343_5342

    /// The first version that a file can have. Those before it were never released.
    static let firstVersion: Int64 = 6

    /// What leads from one version to the next, that to the first version first; the file remembers
    /// how far it has come.
    static let migrations = [version6]

    /// The version that a file has once it is up to date.
    static var lastVersion: Int64 { firstVersion + Int64(migrations.count) - 1 }

    private static let version6 = """
        CREATE TABLE merchants (
            number INTEGER PRIMARY KEY,
            key_id TEXT NOT NULL,
            sub_account TEXT NOT NULL,
            account_id TEXT NOT NULL,
            secret_digest BLOB NOT NULL,
            settings TEXT NOT NULL,
            clock_offset_ns INTEGER NOT NULL,
            frozen_at_ns INTEGER,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX merchants_by_key ON merchants (key_id, sub_account);
        CREATE INDEX merchants_by_account ON merchants (account_id);

        CREATE TABLE customers (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            identity_email TEXT,
            identity_contact TEXT,
            created_at INTEGER NOT NULL,
            stray INTEGER NOT NULL,
            rest BLOB NOT NULL,
            PRIMARY KEY (merchant, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX customers_strays ON customers (merchant, created_at, id) WHERE stray;
        CREATE INDEX customers_by_email ON customers
            (merchant, identity_email, identity_contact) WHERE identity_email IS NOT NULL;
        CREATE INDEX customers_by_contact ON customers (merchant, identity_contact)
            WHERE identity_contact IS NOT NULL;

        CREATE TABLE virtual_accounts (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            amount_paid INTEGER NOT NULL CHECK (amount_paid >= 0),
            account_number TEXT,
            vpa_address TEXT,
            closed_at INTEGER,
            last_credited_at INTEGER,
            created_at INTEGER NOT NULL,
            stray INTEGER NOT NULL,
            rest BLOB NOT NULL,
            PRIMARY KEY (merchant, id),
            CHECK (account_number IS NOT NULL OR vpa_address IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX virtual_accounts_strays ON virtual_accounts (merchant, created_at, id)
            WHERE stray;
        -- No two active accounts have a number or an address in common.
        CREATE UNIQUE INDEX virtual_accounts_by_number ON virtual_accounts
            (merchant, account_number) WHERE account_number IS NOT NULL AND closed_at IS NULL;
        CREATE UNIQUE INDEX virtual_accounts_by_vpa ON virtual_accounts
            (merchant, vpa_address) WHERE vpa_address IS NOT NULL AND closed_at IS NULL;
        CREATE INDEX virtual_accounts_closed_by_number ON virtual_accounts
            (merchant, account_number, closed_at, id)
            WHERE account_number IS NOT NULL AND closed_at IS NOT NULL;
        CREATE INDEX virtual_accounts_closed_by_vpa ON virtual_accounts
            (merchant, vpa_address, closed_at, id)
            WHERE vpa_address IS NOT NULL AND closed_at IS NOT NULL;

        CREATE TABLE payments (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            virtual_account_id TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            status TEXT NOT NULL
                CHECK (status = 'authorized' OR status = 'captured' OR status = 'refunded'),
            amount_refunded INTEGER NOT NULL CHECK (amount_refunded BETWEEN 0 AND amount),
            captured INTEGER NOT NULL,
            reference TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            stray INTEGER NOT NULL,
            rest BLOB NOT NULL,
            transfer BLOB NOT NULL,
            credit_id TEXT,
            credit_status TEXT,
            credit_refund_id TEXT,
            rail TEXT,
            credit BLOB,
            PRIMARY KEY (merchant, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX payments_strays ON payments (merchant, created_at, id) WHERE stray;
        CREATE INDEX payments_by_account ON payments (merchant, virtual_account_id, id);
        CREATE INDEX payments_strays_by_account ON payments
            (merchant, virtual_account_id, created_at, id) WHERE stray;
        CREATE INDEX payments_by_reference ON payments (merchant, reference, id);
        CREATE INDEX payments_strays_by_reference ON payments
            (merchant, reference, created_at, id) WHERE stray;

        CREATE TABLE refunds (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            payment_id TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            receipt TEXT,
            status TEXT NOT NULL
                CHECK (status = 'pending' OR status = 'processed' OR status = 'failed'),
            speed_requested TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            stray INTEGER NOT NULL,
            rest BLOB NOT NULL,
            PRIMARY KEY (merchant, id),
            FOREIGN KEY (merchant, payment_id) REFERENCES payments (merchant, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX refunds_strays ON refunds (merchant, created_at, id) WHERE stray;
        CREATE INDEX refunds_by_payment ON refunds (merchant, payment_id, id);
        CREATE INDEX refunds_strays_by_payment ON refunds (merchant, payment_id, created_at, id)
            WHERE stray;

        CREATE TABLE refund_keys (
            merchant INTEGER NOT NULL,
            key TEXT NOT NULL,
            request TEXT NOT NULL,
            refund_id TEXT NOT NULL,
            answer BLOB NOT NULL,
            PRIMARY KEY (merchant, key)
        ) STRICT;

        CREATE TABLE control_keys (
            merchant INTEGER NOT NULL,
            key TEXT NOT NULL,
            request TEXT NOT NULL,
            answer BLOB NOT NULL,
            PRIMARY KEY (merchant, key)
        ) STRICT;

        -- Credits are kept with the payments that they made at once, or here.
        CREATE TABLE credits_apart (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            status TEXT NOT NULL,
            rail TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            reference TEXT NOT NULL,
            virtual_account_id TEXT,
            payment_id TEXT,
            refund_id TEXT,
            settles_at INTEGER,
            created_at INTEGER NOT NULL,
            rest BLOB NOT NULL,
            PRIMARY KEY (merchant, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX credits_apart_by_time ON credits_apart (merchant, created_at, id);
        CREATE INDEX credits_apart_by_reference ON credits_apart
            (merchant, reference, created_at, id);
        CREATE INDEX credits_apart_by_account ON credits_apart
            (merchant, virtual_account_id, created_at, id) WHERE virtual_account_id IS NOT NULL;
        CREATE VIEW credits AS
            SELECT merchant, id, status, amount, reference, rail, payment_id, refund_id, settles_at
            FROM credits_apart
            UNION ALL
            SELECT merchant, credit_id, credit_status, amount, reference, rail, id,
                credit_refund_id, NULL
            FROM payments WHERE credit_id IS NOT NULL;

        CREATE TABLE webhooks (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            url TEXT NOT NULL,
            secret TEXT,
            alert_email TEXT,
            events TEXT NOT NULL,
            active INTEGER NOT NULL,
            disabled_at INTEGER,
            former_secrets TEXT NOT NULL,
            behaviour TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (merchant, id)
        ) STRICT;

        CREATE TABLE happenings (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            kind INTEGER NOT NULL,
            virtual_account_id TEXT NOT NULL,
            payment_id TEXT,
            refund_id TEXT,
            created_at INTEGER NOT NULL,
            parts BLOB NOT NULL,
            PRIMARY KEY (merchant, id)
        ) STRICT, WITHOUT ROWID;
        -- The opening of an account is what happened first after the account got its id.
        CREATE INDEX happenings_by_account ON happenings
            (merchant, virtual_account_id, id, payment_id) WHERE \(Happening.isNoOpening);
        CREATE INDEX happenings_by_refund ON happenings (merchant, refund_id, id)
            WHERE refund_id IS NOT NULL;

        -- What webhooks are told of each kind of happening, in order.
        CREATE TABLE event_names (
            kind INTEGER NOT NULL,
            place INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (kind, place)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO event_names VALUES \(eventNames);
        CREATE VIEW events AS
            SELECT h.merchant, h.id AS happening, h.kind, n.place, n.name, h.virtual_account_id,
                h.payment_id, h.refund_id, h.created_at
            FROM happenings h CROSS JOIN event_names n ON n.kind = h.kind;

        CREATE TABLE deliveries (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            happening TEXT NOT NULL,
            place INTEGER NOT NULL,
            webhook_id TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            status TEXT NOT NULL
                CHECK (status = 'pending' OR status = 'delivered' OR status = 'failed'
                    OR status = 'dropped'),
            secret TEXT,
            behaviour TEXT,
            turn_ns INTEGER NOT NULL,
            due_at_ns INTEGER NOT NULL,
            sent_at INTEGER,
            signature TEXT,
            response_status INTEGER,
            response_body BLOB,
            duration_ms INTEGER,
            diagnosis TEXT,
            PRIMARY KEY (merchant, id),
            FOREIGN KEY (merchant, happening) REFERENCES happenings (merchant, id)
        ) STRICT;
        CREATE INDEX deliveries_waiting ON deliveries (merchant, webhook_id, turn_ns, id)
            WHERE status = 'pending';
        CREATE INDEX deliveries_by_event ON deliveries (merchant, happening, place, id);

        CREATE TABLE dues (
            merchant INTEGER NOT NULL,
            at_ns INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            entity TEXT NOT NULL,
            PRIMARY KEY (merchant, at_ns, kind, entity)
        ) STRICT, WITHOUT ROWID;

        -- A number is never given twice, so whoever still holds an old one finds nothing of whoever
        -- came later. The rows of a retired number wait to be cleared away.
        CREATE TABLE numbers (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO numbers VALUES (1, 0);

        CREATE TABLE retired_numbers (number INTEGER PRIMARY KEY) STRICT;

        CREATE TABLE snapshots (
            key_id TEXT NOT NULL,
            sub_account TEXT NOT NULL,
            name TEXT NOT NULL,
            number INTEGER NOT NULL,
            settings TEXT NOT NULL,
            taken_at_ns INTEGER NOT NULL,
            frozen INTEGER NOT NULL,
            last_id_ns INTEGER NOT NULL,
            chance INTEGER NOT NULL,
            last_serial INTEGER NOT NULL,
            PRIMARY KEY (key_id, sub_account, name)
        ) STRICT;

        \(statistics)
        """

    private static let eventNames = Happening.allCases.flatMap { happening in
        happening.names.enumerated().map { place, name in
            "(\(happening.rawValue), \(place), '\(name.rawValue)')"
        }
    }.joined(separator: ", ")

    /// What SQLite is to expect of the tables, in the form that it keeps what it has counted: that
    /// a merchant has many rows of each, that few have anything more in common, and that there are
    /// few strays. Knowing nothing, it would take a merchant for a better key than a reference.
    private static let statistics = """
        ANALYZE sqlite_schema;
        INSERT INTO sqlite_stat1 VALUES
            ('customers', 'customers', '1000000 100000 1'),
            ('customers', 'customers_strays', '1000 100 3 1'),
            ('customers', 'customers_by_email', '1000000 100000 3 3'),
            ('customers', 'customers_by_contact', '1000000 100000 3'),
            ('virtual_accounts', 'virtual_accounts', '1000000 100000 1'),
            ('virtual_accounts', 'virtual_accounts_strays', '1000 100 3 1'),
            ('virtual_accounts', 'virtual_accounts_by_number', '1000000 100000 1'),
            ('virtual_accounts', 'virtual_accounts_by_vpa', '1000000 100000 1'),
            ('virtual_accounts', 'virtual_accounts_closed_by_number', '1000000 100000 3 1 1'),
            ('virtual_accounts', 'virtual_accounts_closed_by_vpa', '1000000 100000 3 1 1'),
            ('payments', 'payments', '1000000 100000 1'),
            ('payments', 'payments_strays', '1000 100 3 1'),
            ('payments', 'payments_by_account', '1000000 100000 3 1'),
            ('payments', 'payments_strays_by_account', '1000 100 3 3 1'),
            ('payments', 'payments_by_reference', '1000000 100000 3 1'),
            ('payments', 'payments_strays_by_reference', '1000 100 3 3 1'),
            ('refunds', 'refunds', '1000000 100000 1'),
            ('refunds', 'refunds_strays', '1000 100 3 1'),
            ('refunds', 'refunds_by_payment', '1000000 100000 3 1'),
            ('refunds', 'refunds_strays_by_payment', '1000 100 3 3 1'),
            ('credits_apart', 'credits_apart', '1000000 100000 1'),
            ('credits_apart', 'credits_apart_by_time', '1000000 100000 3 1'),
            ('credits_apart', 'credits_apart_by_reference', '1000000 100000 3 3 1'),
            ('credits_apart', 'credits_apart_by_account', '1000000 100000 3 3 1'),
            ('happenings', 'happenings', '1000000 100000 1'),
            ('happenings', 'happenings_by_account', '1000000 100000 3 1 1'),
            ('happenings', 'happenings_by_refund', '1000000 100000 3 1'),
            ('deliveries', 'sqlite_autoindex_deliveries_1', '1000000 100000 1'),
            ('deliveries', 'deliveries_waiting', '1000 100 10 3 1'),
            ('deliveries', 'deliveries_by_event', '1000000 100000 3 3 1');
        ANALYZE sqlite_schema;
        """
}
