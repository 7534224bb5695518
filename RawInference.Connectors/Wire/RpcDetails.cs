using System.Globalization;
using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Connectors.Wire;

/// <summary>The typed details of a <c>google.rpc.Status</c> (cloud.google.com/apis/design/errors), in which its hints to programs stand.</summary>
internal static class RpcDetails
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(1);

    /// <summary>Null where there is none.</summary>
    public static string? ReasonOf(JsonElement error) =>
        Find(error, ".rpc.ErrorInfo")?.Member("reason") is { ValueKind: JsonValueKind.String } reason ? JsonUnicode.Repair(reason).GetString() : null;

    /// <summary>A duration as proto JSON writes it, <c>34.07s</c>; null for none or one that makes no sense.</summary>
    public static TimeSpan? RetryDelayOf(JsonElement error) =>
        Find(error, ".rpc.RetryInfo")?.Member("retryDelay") is { ValueKind: JsonValueKind.String } delay
        && JsonUnicode.Repair(delay).GetString() is [.. var digits, 's']
        && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= MaxDelay.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static JsonElement? Find(JsonElement error, string type)
    {
        if (error.Member("details") is { ValueKind: JsonValueKind.Array } details)
        {
            foreach (var detail in details.EnumerateArray())
            {
                if (detail.Member("@type") is { ValueKind: JsonValueKind.String } name && JsonUnicode.Repair(name).GetString()!.EndsWith(type, StringComparison.Ordinal))
                {
                    return detail;
                }
            }
        }

        return null;
    }
}
