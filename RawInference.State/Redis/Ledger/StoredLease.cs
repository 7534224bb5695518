using System.Globalization;
using System.Text.Json;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Usage;

namespace RawInference.State.Redis.Ledger;

/// <summary>What is kept of a lease for the case that nobody settles it. The script puts the time of the reservation before it.</summary>
internal sealed record StoredLease(IReadOnlyList<Charge> Charges, UsageRecord IfLost)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Default.StoredLease);

    /// <summary>Reads what the scripts give back.</summary>
    public static (long ReservedAt, StoredLease Lease) Parse(string stored)
    {
        var space = stored.IndexOf(' ', StringComparison.Ordinal);
        try
        {
            return JsonSerializer.Deserialize(stored.AsSpan(space + 1), LedgerJson.Default.StoredLease) is { } lease
                ? (long.Parse(stored.AsSpan(0, space), CultureInfo.InvariantCulture), lease)
                : throw new JsonException("It is null.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new InferenceException(InferenceErrorCode.Unavailable, "The state store has a lease that cannot be read.", exception);
        }
    }
}
