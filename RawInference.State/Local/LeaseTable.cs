using System.Text.Json;
using Microsoft.Data.Sqlite;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Usage;

namespace RawInference.State.Local;

/// <summary>Calls that run, as they outlive the process.</summary>
internal static class LeaseTable
{
    private const string Columns = "SELECT id, organization, reserved, charges, if_lost FROM usage_leases";

    public static void Add(StateConnection connection, string instance, Lease lease, UsageRecord ifLost) => connection.Execute(
        """
        INSERT INTO usage_leases (id, instance, organization, reserved, charges, if_lost)
        VALUES ($id, $instance, $organization, $reserved, $charges, $if_lost)
        """,
        ("$id", lease.Id),
        ("$instance", instance),
        ("$organization", lease.Organization),
        ("$reserved", lease.ReservedAt.ToUnixTimeMilliseconds()),
        ("$charges", JsonSerializer.Serialize(lease.Charges, UsageJson.Default.IReadOnlyListCharge)),
        ("$if_lost", JsonSerializer.Serialize(ifLost, UsageJson.Default.UsageRecord)));

    /// <summary>False where there was none.</summary>
    public static bool Remove(StateConnection connection, string id) =>
        connection.Execute("DELETE FROM usage_leases WHERE id = $id", ("$id", id)) > 0;

    public static (Lease Lease, UsageRecord IfLost)? Find(StateConnection connection, string id) =>
        Read(connection.Prepared($"{Columns} WHERE id = $id", ("$id", id))) is [var found] ? found : null;

    /// <summary>Those of other processes than this one: where one serves at a time, they are dead.</summary>
    public static IReadOnlyList<(Lease Lease, UsageRecord IfLost)> OfOthers(StateConnection connection, string instance) =>
        Read(connection.Prepared($"{Columns} WHERE instance <> $instance", ("$instance", instance)));

    private static List<(Lease Lease, UsageRecord IfLost)> Read(SqliteCommand command)
    {
        var found = new List<(Lease, UsageRecord)>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var charges = JsonSerializer.Deserialize(reader.GetString(3), UsageJson.Default.IReadOnlyListCharge) ?? [];
            var ifLost = JsonSerializer.Deserialize(reader.GetString(4), UsageJson.Default.UsageRecord)
                ?? throw new InvalidDataException($"The lease {reader.GetString(0)} has no record.");
            var lease = new Lease(reader.GetString(0), reader.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)), charges);
            found.Add((lease, ifLost));
        }

        return found;
    }
}
