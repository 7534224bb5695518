-- Keys, namespaces and organizations. "change" counts all writes of all kinds: what is behind a number is what changed since.
CREATE TABLE registry (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    organization TEXT NOT NULL,
    version INTEGER NOT NULL,
    change INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX registry_organization ON registry (kind, organization, id);
CREATE UNIQUE INDEX registry_change ON registry (change);
