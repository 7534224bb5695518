-- "word" is the SHA-256 of the caller's key; "answer" is null while the call is in flight; "expires" is in Unix milliseconds.
CREATE TABLE idempotency (
    organization TEXT NOT NULL,
    namespace TEXT NOT NULL,
    key_id TEXT NOT NULL,
    word BLOB NOT NULL,
    fingerprint TEXT NOT NULL,
    owner TEXT NOT NULL,
    expires INTEGER NOT NULL,
    answer BLOB,
    PRIMARY KEY (organization, namespace, key_id, word)
) STRICT;

CREATE INDEX idempotency_expires ON idempotency (expires);
