-- Settlements that wait for a store shared with other processes: promised before a call, kept after it.
CREATE TABLE spool
(
    id         TEXT    NOT NULL PRIMARY KEY, -- Of the inference.
    due        INTEGER NOT NULL, -- From when on it may be handed over, Unix milliseconds: 0 once it is known, the end of its lease before.
    settlement TEXT    NOT NULL  -- JSON.
) STRICT, WITHOUT ROWID;

CREATE INDEX spool_due ON spool (due);
