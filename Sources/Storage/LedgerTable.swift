import SQLite
import SmartCollect
import Wire

/// The checks that a merchant's books must pass, each over all its rows at once.
final class LedgerTable {
    /// A claim that rows make, and what the other rows have to say to it.
    private struct Check {
        let what: String
        let prefix: String
        let query: Query
    }

    private let totals: Query
    private let checks: [Check]

    init(_ query: Queries) {
        totals = query(LedgerTable.totalsSQL)
        checks = LedgerTable.claims.map { claim in
            Check(
                what: claim.what, prefix: claim.prefix,
                query: query(
                    """
                    SELECT id, json_quote(expected), json_quote(found) FROM (\(claim.sql))
                    WHERE expected IS NOT found LIMIT 100
                    """))
        }
    }

    func totals(of merchant: Int64) throws(SQLiteError) -> Ledger.Totals {
        let row = try totals.first { row in
            row.integer(merchant)
        } _: { row in
            Ledger.Totals(
                accounts: row.integer(), payments: row.integer(), refunds: row.integer(),
                credits: row.integer(), received: row.integer(), captured: row.integer(),
                refunded: row.integer())
        }
        guard let row else { preconditionFailure("a row of sums is always there") }
        return row
    }

    func discrepancies(of merchant: Int64) throws(SQLiteError) -> [Ledger.Discrepancy] {
        var found: [Ledger.Discrepancy] = []
        for check in checks {
            found += try check.query.all { row in
                row.integer(merchant)
            } _: { row in
                Ledger.Discrepancy(
                    what: check.what, id: check.prefix + row.text(),
                    expected: JSON(kept: row.text()), found: JSON(kept: row.text()))
            }
        }
        return found
    }
}

// MARK: - The claims

extension LedgerTable {
    /// Credits of these outcomes have made a payment.
    private static let madePayment = "status IN ('credited', 'refunded', 'held')"

    private static let totalsSQL = """
        SELECT (SELECT count(*) FROM virtual_accounts WHERE merchant = ?1),
            (SELECT count(*) FROM payments WHERE merchant = ?1),
            (SELECT count(*) FROM refunds WHERE merchant = ?1),
            (SELECT count(*) FROM credits WHERE merchant = ?1),
            (SELECT coalesce(sum(amount), 0) FROM credits
                WHERE merchant = ?1 AND \(madePayment)),
            (SELECT coalesce(sum(amount), 0) FROM payments WHERE merchant = ?1 AND captured),
            (SELECT coalesce(sum(amount), 0) FROM refunds
                WHERE merchant = ?1 AND status <> 'failed')
        """

    /// Each query answers with an id, what is expected of its row, and what is found there.
    ///
    /// That every payment has one credit, and every credit that made one has a payment of the same
    /// amount, also proves that both add up to the same sum.
    private static let claims: [(what: String, prefix: String, sql: String)] =
        money + outcomes + told

    private static let money = [
        (
            "virtual_account.amount_paid", VirtualAccount.prefix,
            """
            SELECT a.id, coalesce((SELECT sum(p.amount) FROM payments p WHERE p.merchant = ?1
                AND p.virtual_account_id = a.id AND p.captured), 0) AS expected,
                a.amount_paid AS found
            FROM virtual_accounts a WHERE a.merchant = ?1
            """
        ),
        (
            "payment.amount_refunded", Payment.prefix,
            """
            SELECT p.id, coalesce((SELECT sum(r.amount) FROM refunds r WHERE r.merchant = ?1
                AND r.payment_id = p.id AND r.status <> 'failed'), 0) AS expected,
                p.amount_refunded AS found
            FROM payments p WHERE p.merchant = ?1
            """
        ),
        (
            "payment.refunds_within_amount", Payment.prefix,
            """
            SELECT id, min(amount, amount_refunded) AS expected, amount_refunded AS found
            FROM payments WHERE merchant = ?1
            """
        ),
        (
            "payment.status", Payment.prefix,
            """
            SELECT id, CASE WHEN amount_refunded = amount THEN 'refunded'
                WHEN captured THEN 'captured' ELSE 'authorized' END AS expected,
                status AS found
            FROM payments WHERE merchant = ?1
            """
        ),
        (
            "payment.virtual_account", Payment.prefix,
            """
            SELECT p.id, p.virtual_account_id AS expected,
                (SELECT a.id FROM virtual_accounts a WHERE a.merchant = ?1
                    AND a.id = p.virtual_account_id) AS found
            FROM payments p WHERE p.merchant = ?1
            """
        ),
        (
            "refund.payment", Refund.prefix,
            """
            SELECT r.id, r.payment_id AS expected, (SELECT p.id FROM payments p
                WHERE p.merchant = ?1 AND p.id = r.payment_id) AS found
            FROM refunds r WHERE r.merchant = ?1
            """
        ),
    ]

    private static let outcomes = [
        (
            "payment.credits", Payment.prefix,
            """
            SELECT p.id, 1 AS expected, coalesce(c.count, 0) AS found FROM payments p
            LEFT JOIN (SELECT payment_id, count(*) AS count FROM credits
                WHERE merchant = ?1 AND \(madePayment) GROUP BY payment_id) c
            ON c.payment_id = p.id WHERE p.merchant = ?1
            """
        ),
        (
            "credit.payment", Credit.prefix,
            """
            SELECT id, amount AS expected, (SELECT p.amount FROM payments p
                WHERE p.merchant = ?1 AND p.id = credits.payment_id) AS found
            FROM credits WHERE merchant = ?1 AND \(madePayment)
            """
        ),
        (
            "credit.refund", Credit.prefix,
            """
            SELECT id, amount AS expected, (SELECT r.amount FROM refunds r
                WHERE r.merchant = ?1 AND r.id = credits.refund_id
                AND r.payment_id = credits.payment_id) AS found
            FROM credits WHERE merchant = ?1 AND status = 'refunded'
            """
        ),
        (
            "credit.outcome", Credit.prefix,
            """
            SELECT id, 'an outcome' AS expected, CASE
                WHEN \(madePayment) OR status = 'duplicate' THEN 'an outcome'
                WHEN status IN ('pending', 'returned') AND payment_id IS NULL THEN 'an outcome'
                ELSE status END AS found
            FROM credits WHERE merchant = ?1
            """
        ),
        (
            "credit.settles_at", Credit.prefix,
            """
            SELECT c.id, 1 AS expected, EXISTS (SELECT 1 FROM dues d WHERE d.merchant = ?1
                AND d.at_ns = c.settles_at * 1000000000 AND d.kind = \(Due.Kind.batch.rawValue)
                AND d.entity = c.id) AS found
            FROM credits_apart c WHERE c.merchant = ?1 AND c.status = 'pending'
            """
        ),
        (
            "credit.first_of_duplicate", Credit.prefix,
            """
            SELECT c.id, 1 AS expected,
                EXISTS (SELECT 1 FROM payments p WHERE p.merchant = ?1
                    AND p.reference = c.reference AND p.rail = c.rail AND p.credit_id IS NOT NULL)
                OR EXISTS (SELECT 1 FROM credits_apart f WHERE f.merchant = ?1
                    AND f.reference = c.reference AND f.rail = c.rail
                    AND f.status <> 'duplicate') AS found
            FROM credits_apart c WHERE c.merchant = ?1 AND c.status = 'duplicate'
            """
        ),
    ]

    /// What was raised about each row, in order, against what must have happened to it.
    private static let told = [
        (
            "virtual_account.events", VirtualAccount.prefix,
            """
            SELECT a.id, 'virtual_account.created'
                || CASE WHEN a.closed_at IS NULL THEN '' ELSE ' virtual_account.closed' END
                AS expected,
                coalesce(e.names, '') AS found
            FROM virtual_accounts a LEFT JOIN (SELECT virtual_account_id,
                    group_concat(name, ' ') AS names
                FROM (SELECT virtual_account_id, name FROM events WHERE merchant = ?1
                    AND payment_id IS NULL ORDER BY virtual_account_id, happening, place)
                GROUP BY virtual_account_id) e
            ON e.virtual_account_id = a.id WHERE a.merchant = ?1
            """
        ),
        (
            "payment.events", Payment.prefix,
            """
            SELECT p.id, CASE
                WHEN p.captured
                    THEN 'payment.authorized payment.captured virtual_account.credited'
                WHEN p.status = 'authorized' THEN 'payment.authorized' ELSE '' END AS expected,
                coalesce(e.names, '') AS found
            FROM payments p LEFT JOIN (SELECT payment_id, group_concat(name, ' ') AS names
                FROM (SELECT payment_id, name FROM events WHERE merchant = ?1
                    AND payment_id IS NOT NULL AND refund_id IS NULL
                    ORDER BY payment_id, happening, place)
                GROUP BY payment_id) e
            ON e.payment_id = p.id WHERE p.merchant = ?1
            """
        ),
        (
            "refund.events", Refund.prefix,
            """
            SELECT r.id, 'refund.created' || CASE r.status WHEN 'processed'
                THEN ' refund.processed' WHEN 'failed' THEN ' refund.failed' ELSE '' END
                AS expected,
                coalesce((SELECT group_concat(name, ' ') FROM (SELECT e.name FROM events e
                    WHERE e.merchant = ?1 AND e.refund_id = r.id
                    AND e.name <> 'refund.speed_changed'
                    ORDER BY e.happening, e.place)), '') AS found
            FROM refunds r WHERE r.merchant = ?1
            """
        ),
        (
            "refund.speed_changed", Refund.prefix,
            """
            SELECT r.id, min(count, r.speed_requested = 'optimum') AS expected, count AS found
            FROM (SELECT refund_id, count(*) AS count FROM events WHERE merchant = ?1
                AND name = 'refund.speed_changed' AND refund_id IS NOT NULL GROUP BY refund_id) e
            JOIN refunds r ON r.merchant = ?1 AND r.id = e.refund_id
            """
        ),
        (
            "event.entity", "",
            """
            SELECT h.id, coalesce(h.refund_id, h.payment_id, h.virtual_account_id) AS expected,
                CASE WHEN h.refund_id IS NOT NULL THEN (SELECT r.id FROM refunds r
                    WHERE r.merchant = ?1 AND r.id = h.refund_id)
                WHEN h.payment_id IS NOT NULL THEN (SELECT p.id FROM payments p
                    WHERE p.merchant = ?1 AND p.id = h.payment_id)
                ELSE (SELECT a.id FROM virtual_accounts a
                    WHERE a.merchant = ?1 AND a.id = h.virtual_account_id) END AS found
            FROM happenings h WHERE h.merchant = ?1
            """
        ),
        (
            "delivery.event", "",
            """
            SELECT d.id, d.place AS expected, (SELECT e.place FROM events e
                WHERE e.merchant = ?1 AND e.happening = d.happening AND e.place = d.place) AS found
            FROM deliveries d WHERE d.merchant = ?1
            """
        ),
    ]
}
