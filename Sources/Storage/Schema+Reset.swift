extension Schema {
    /// What a reset and a snapshot need.
    ///
    /// A number is never given twice, so whoever still holds an old one finds nothing of whoever
    /// came later. The rows of a retired number wait to be cleared away.
    static let version2 = """
        CREATE TABLE numbers (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            last INTEGER NOT NULL
        ) STRICT;
        INSERT INTO numbers SELECT 1, coalesce(max(number), 0) FROM merchants;

        CREATE TABLE retired_numbers (number INTEGER PRIMARY KEY) STRICT;
        """
}
