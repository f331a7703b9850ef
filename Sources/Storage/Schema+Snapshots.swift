extension Schema {
    /// Snapshots: a merchant's rows are kept a second time, under a number that no merchant has.
    static let version3 = """
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
            PRIMARY KEY (key_id, sub_account, name)
        ) STRICT;
        """
}
