-- Calls that run. Where nobody settles one, "charges" count as used and "if_lost" is its record. All moments are Unix milliseconds.
CREATE TABLE usage_leases (
    id TEXT NOT NULL PRIMARY KEY,
    instance TEXT NOT NULL,
    organization TEXT NOT NULL,
    reserved INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    charges TEXT NOT NULL,
    if_lost TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- "seq" counts without gaps: only the oldest are ever deleted.
CREATE TABLE usage_records (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    organization TEXT NOT NULL,
    namespace TEXT NOT NULL,
    key_id TEXT NOT NULL,
    provider TEXT,
    model TEXT,
    detail TEXT NOT NULL
) STRICT;

CREATE INDEX usage_records_at ON usage_records (organization, at);

-- Sums of one day each, a column for each class of usage. No provider or model is ''. "day" counts from 0001-01-01.
CREATE TABLE usage_rollups (
    organization TEXT NOT NULL,
    day INTEGER NOT NULL,
    namespace TEXT NOT NULL,
    key_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    requests INTEGER NOT NULL DEFAULT 0,
    completed INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    abandoned INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0,
    cached INTEGER NOT NULL DEFAULT 0,
    estimated INTEGER NOT NULL DEFAULT 0,
    unpriced INTEGER NOT NULL DEFAULT 0,
    fresh_tokens INTEGER NOT NULL DEFAULT 0,
    cache_read_tokens INTEGER NOT NULL DEFAULT 0,
    cache_write_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    reasoning_tokens INTEGER NOT NULL DEFAULT 0,
    audio_tokens INTEGER NOT NULL DEFAULT 0,
    image_tokens INTEGER NOT NULL DEFAULT 0,
    characters INTEGER NOT NULL DEFAULT 0,
    images INTEGER NOT NULL DEFAULT 0,
    audio_milliseconds INTEGER NOT NULL DEFAULT 0,
    cost_nano_usd INTEGER NOT NULL DEFAULT 0,
    charged_tokens INTEGER NOT NULL DEFAULT 0,
    charged_nano_usd INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (organization, day, namespace, key_id, provider, model)
) STRICT, WITHOUT ROWID;

CREATE INDEX usage_rollups_day ON usage_rollups (day);

-- What was charged to budgets in the day or month "slot". A limit of all models has the model ''.
CREATE TABLE usage_budgets (
    organization TEXT NOT NULL,
    scope INTEGER NOT NULL,
    scope_id TEXT NOT NULL,
    model TEXT NOT NULL,
    kind INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    PRIMARY KEY (organization, scope, scope_id, model, kind, slot)
) STRICT, WITHOUT ROWID;
