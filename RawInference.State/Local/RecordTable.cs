using System.Text.Json;
using Microsoft.Data.Sqlite;
using RawInference.Core.Usage;

namespace RawInference.State.Local;

/// <summary>Single usage records, each id once.</summary>
internal static class RecordTable
{
    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Columns = "seq, id, at, organization, namespace, key_id, provider, model, detail";

    /// <summary>False where the id is there already; nothing is changed then.</summary>
    public static bool TryAdd(StateConnection connection, UsageRecord record) => connection.Execute(
        """
        INSERT INTO usage_records (id, at, organization, namespace, key_id, provider, model, detail)
        VALUES ($id, $at, $organization, $namespace, $key, $provider, $model, $detail)
        ON CONFLICT (id) DO NOTHING
        """,
        Values(record)) > 0;

    public static void Replace(StateConnection connection, UsageRecord record) => connection.Execute(
        """
        UPDATE usage_records
        SET at = $at, organization = $organization, namespace = $namespace, key_id = $key, provider = $provider, model = $model, detail = $detail
        WHERE id = $id
        """,
        Values(record));

    public static UsageRecord? Find(StateConnection connection, string id)
    {
        using var reader = connection.Prepared($"SELECT {Columns} FROM usage_records WHERE id = $id", ("$id", id)).ExecuteReader();
        return reader.Read() ? Read(reader) : null;
    }

    /// <summary>Those that ended since a moment, in all organizations: one after another, since the index begins with them.</summary>
    public static IReadOnlyList<UsageRecord> Since(StateConnection connection, DateTimeOffset from)
    {
        var records = new List<UsageRecord>();
        using var reader = connection.Prepared(
            $"""
            WITH RECURSIVE organizations (name) AS (
                SELECT min(organization) FROM usage_records
                UNION ALL
                SELECT (SELECT min(organization) FROM usage_records WHERE organization > name) FROM organizations WHERE name IS NOT NULL)
            SELECT {Columns} FROM organizations JOIN usage_records ON organization = name AND at >= $from
            """,
            ("$from", from.ToUnixTimeMilliseconds())).ExecuteReader();
        while (reader.Read())
        {
            records.Add(Read(reader));
        }

        return records;
    }

    public static UsageRecord Read(SqliteDataReader reader)
    {
        var detail = JsonSerializer.Deserialize(reader.GetString(8), UsageJson.Default.UsageDetail)
            ?? throw new InvalidDataException($"The usage record {reader.GetString(1)} has no detail.");
        return new UsageRecord
        {
            Id = reader.GetString(1),
            At = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
            Organization = reader.GetString(3),
            Namespace = reader.GetString(4),
            KeyId = reader.GetString(5),
            Provider = reader.IsDBNull(6) ? null : reader.GetString(6),
            Model = reader.IsDBNull(7) ? null : reader.GetString(7),
            Operation = detail.Operation,
            Alias = detail.Alias,
            AskedModel = detail.AskedModel,
            NamedByCaller = detail.NamedByCaller,
            Outcome = detail.Outcome,
            Error = detail.Error,
            Usage = detail.Usage,
            UsageSource = detail.Source,
            CostUsd = detail.CostUsd,
            Cached = detail.Cached,
            ChargedTokens = detail.ChargedTokens,
            ChargedNanoUsd = detail.ChargedNanoUsd,
        };
    }

    private static (string Name, object? Value)[] Values(UsageRecord record) =>
    [
        ("$id", record.Id),
        ("$at", record.At.ToUnixTimeMilliseconds()),
        ("$organization", record.Organization),
        ("$namespace", record.Namespace),
        ("$key", record.KeyId),
        ("$provider", record.Provider),
        ("$model", record.Model),
        ("$detail", JsonSerializer.Serialize(UsageDetail.Of(record), UsageJson.Default.UsageDetail)),
    ];
}
