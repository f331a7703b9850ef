/// The shape of the sandbox's memory, version by version.
///
/// Every table that belongs to a merchant carries the merchant's number first in its keys, so no
/// query can wander from one to another. Times are Unix seconds, except where a name ends in
/// `_ns`: nanoseconds since 1970, on the merchant's clock. Choices of rows that come in
/// numbers are written out with OR: for a list of three or more SQLite makes a table of its own
/// each time a row is checked.
enum Schema {
    /// Marks a file as ours: "SCSB".
    static let applicationID: Int64 = 0x5343_5342

    /// What leads from one version to the next; the file remembers how many have been applied.
    static let migrations = [version1, version2, version3]

    private static let version1 = """
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
            name TEXT,
            email TEXT,
            contact TEXT,
            gstin TEXT,
            notes TEXT NOT NULL,
            identity_email TEXT,
            identity_contact TEXT,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (merchant, id)
        ) STRICT;
        CREATE INDEX customers_in_order ON customers (merchant, created_at, id);
        CREATE INDEX customers_by_email ON customers
            (merchant, identity_email, identity_contact);
        CREATE INDEX customers_by_contact ON customers (merchant, identity_contact);

        CREATE TABLE virtual_accounts (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            description TEXT,
            amount_expected INTEGER CHECK (amount_expected >= 0),
            notes TEXT NOT NULL,
            amount_paid INTEGER NOT NULL CHECK (amount_paid >= 0),
            customer_id TEXT,
            bank_account_id TEXT,
            ifsc TEXT,
            bank_name TEXT,
            account_number TEXT,
            vpa_id TEXT,
            vpa_username TEXT,
            vpa_handle TEXT,
            vpa_address TEXT,
            payer_count INTEGER NOT NULL,
            close_by INTEGER,
            closed_at INTEGER,
            last_credited_at INTEGER,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (merchant, id),
            CHECK (bank_account_id IS NOT NULL OR vpa_id IS NOT NULL)
        ) STRICT;
        CREATE INDEX virtual_accounts_in_order ON virtual_accounts (merchant, created_at, id);
        CREATE INDEX virtual_accounts_by_number ON virtual_accounts (merchant, account_number)
            WHERE account_number IS NOT NULL;
        CREATE INDEX virtual_accounts_by_vpa ON virtual_accounts (merchant, vpa_address)
            WHERE vpa_address IS NOT NULL;

        CREATE TABLE allowed_payers (
            merchant INTEGER NOT NULL,
            virtual_account_id TEXT NOT NULL,
            id TEXT NOT NULL,
            ifsc TEXT NOT NULL,
            account_number TEXT NOT NULL,
            PRIMARY KEY (merchant, virtual_account_id, id),
            FOREIGN KEY (merchant, virtual_account_id) REFERENCES virtual_accounts (merchant, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE payments (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            virtual_account_id TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            status TEXT NOT NULL
                CHECK (status = 'authorized' OR status = 'captured' OR status = 'refunded'),
            method TEXT NOT NULL CHECK (method IN ('bankTransfer', 'upi')),
            amount_refunded INTEGER NOT NULL CHECK (amount_refunded BETWEEN 0 AND amount),
            captured INTEGER NOT NULL,
            description TEXT,
            payer_vpa TEXT,
            email TEXT,
            contact TEXT,
            customer_id TEXT,
            notes TEXT NOT NULL,
            fee INTEGER,
            tax INTEGER,
            reference TEXT NOT NULL,
            refundable INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            transfer_id TEXT NOT NULL,
            rail TEXT NOT NULL
                CHECK (rail = 'neft' OR rail = 'rtgs' OR rail = 'imps' OR rail = 'upi'),
            payer_id TEXT,
            payer_name TEXT,
            payer_account TEXT,
            payer_ifsc TEXT,
            payer_bank TEXT,
            PRIMARY KEY (merchant, id),
            FOREIGN KEY (merchant, virtual_account_id) REFERENCES virtual_accounts (merchant, id)
        ) STRICT;
        CREATE INDEX payments_in_order ON payments (merchant, created_at, id);
        CREATE INDEX payments_by_account ON payments
            (merchant, virtual_account_id, created_at, id);
        CREATE INDEX payments_by_reference ON payments (merchant, reference, created_at, id);

        CREATE TABLE refunds (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            payment_id TEXT NOT NULL,
            method TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            notes TEXT NOT NULL,
            receipt TEXT,
            reference TEXT,
            status TEXT NOT NULL
                CHECK (status = 'pending' OR status = 'processed' OR status = 'failed'),
            speed_requested TEXT NOT NULL,
            speed_processed TEXT,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (merchant, id),
            FOREIGN KEY (merchant, payment_id) REFERENCES payments (merchant, id)
        ) STRICT;
        CREATE INDEX refunds_in_order ON refunds (merchant, created_at, id);
        CREATE INDEX refunds_by_payment ON refunds (merchant, payment_id, created_at, id);

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

        CREATE TABLE credits (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            status TEXT NOT NULL,
            reason TEXT,
            rail TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            reference TEXT NOT NULL,
            target TEXT NOT NULL,
            payer TEXT,
            narration TEXT,
            detail TEXT,
            virtual_account_id TEXT,
            payment_id TEXT,
            refund_id TEXT,
            settles_at INTEGER,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (merchant, id)
        ) STRICT;
        CREATE INDEX credits_in_order ON credits (merchant, created_at, id);
        CREATE INDEX credits_by_reference ON credits (merchant, reference, rail);
        CREATE INDEX credits_by_account ON credits
            (merchant, virtual_account_id, created_at, id) WHERE virtual_account_id IS NOT NULL;

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

        CREATE TABLE events (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            virtual_account_id TEXT NOT NULL,
            payment_id TEXT,
            refund_id TEXT,
            body BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (merchant, id)
        ) STRICT;
        CREATE INDEX events_by_account ON events (merchant, virtual_account_id, id);
        CREATE INDEX events_by_payment ON events (merchant, payment_id, id)
            WHERE payment_id IS NOT NULL;
        CREATE INDEX events_by_refund ON events (merchant, refund_id, id)
            WHERE refund_id IS NOT NULL;

        CREATE TABLE deliveries (
            merchant INTEGER NOT NULL,
            id TEXT NOT NULL,
            event_id TEXT NOT NULL,
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
            FOREIGN KEY (merchant, event_id) REFERENCES events (merchant, id)
        ) STRICT;
        CREATE INDEX deliveries_waiting ON deliveries (merchant, webhook_id, turn_ns, id)
            WHERE status = 'pending';
        CREATE INDEX deliveries_by_event ON deliveries (merchant, event_id, id);

        CREATE TABLE dues (
            merchant INTEGER NOT NULL,
            at_ns INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            entity TEXT NOT NULL,
            PRIMARY KEY (merchant, at_ns, kind, entity)
        ) STRICT, WITHOUT ROWID;
        """
}
