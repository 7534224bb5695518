using System.Text.Json;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Usage;

namespace RawInference.State.Local;

/// <summary>Calls that run, as they outlive the process.</summary>
internal static class LeaseTable
{
    public static void Add(StateConnection connection, string instance, Lease lease, TimeSpan heldFor, UsageRecord ifLost) => connection.Execute(
        """
        INSERT INTO usage_leases (id, instance, organization, reserved, expires, charges, if_lost)
        VALUES ($id, $instance, $organization, $reserved, $expires, $charges, $if_lost)
        """,
        ("$id", lease.Id),
        ("$instance", instance),
        ("$organization", lease.Organization),
        ("$reserved", lease.ReservedAt.ToUnixTimeMilliseconds()),
        ("$expires", (lease.ReservedAt + heldFor).ToUnixTimeMilliseconds()),
        ("$charges", JsonSerializer.Serialize(lease.Charges, UsageJson.Default.IReadOnlyListCharge)),
        ("$if_lost", JsonSerializer.Serialize(ifLost, UsageJson.Default.UsageRecord)));

    /// <summary>False where there was none.</summary>
    public static bool Remove(StateConnection connection, string id) =>
        connection.Execute("DELETE FROM usage_leases WHERE id = $id", ("$id", id)) > 0;

    public static (Lease Lease, UsageRecord IfLost)? Find(StateConnection connection, string id)
    {
        using var reader = connection.Prepared(
            "SELECT organization, reserved, charges, if_lost FROM usage_leases WHERE id = $id", ("$id", id)).ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        var charges = JsonSerializer.Deserialize(reader.GetString(2), UsageJson.Default.IReadOnlyListCharge) ?? [];
        var ifLost = JsonSerializer.Deserialize(reader.GetString(3), UsageJson.Default.UsageRecord)
            ?? throw new InvalidDataException($"The lease {id} has no record.");
        return (new Lease(id, reader.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), charges), ifLost);
    }

    /// <summary>Ids of calls that no process can settle any more.</summary>
    /// <param name="connection">Of the database.</param>
    /// <param name="instance">The present process.</param>
    /// <param name="othersAreDead">Otherwise those of other processes are left to them until their time is over.</param>
    /// <param name="now">The present.</param>
    public static IReadOnlyList<string> Orphans(StateConnection connection, string instance, bool othersAreDead, DateTimeOffset now)
    {
        var ids = new List<string>();
        using var reader = connection.Prepared(
            "SELECT id FROM usage_leases WHERE instance <> $instance AND ($others_are_dead OR expires <= $now)",
            ("$instance", instance),
            ("$others_are_dead", othersAreDead ? 1L : 0L),
            ("$now", now.ToUnixTimeMilliseconds())).ExecuteReader();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }
}
