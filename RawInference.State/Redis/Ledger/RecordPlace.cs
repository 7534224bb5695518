using System.Globalization;
using RawInference.Core.Usage;

namespace RawInference.State.Redis.Ledger;

/// <summary>
/// Where a record stands in the order of time: its milliseconds in <see cref="Digits"/> digits, a colon, its id. The order of these
/// words is the order of the records, and no two are alike, so that each is a cursor.
/// </summary>
internal static class RecordPlace
{
    /// <summary>As in <c>records.lua</c>; enough for the year 9999.</summary>
    public const int Digits = 15;

    public static string Of(UsageRecord record) => $"{Before(record.At)}{record.Id}";

    /// <summary>Before every record of that time, and behind those before it.</summary>
    public static string Before(DateTimeOffset time) => $"{Milliseconds(time)}:";

    /// <summary>Behind every record of that time, and before those after it: a semicolon follows the colon.</summary>
    public static string Behind(DateTimeOffset time) => $"{Milliseconds(time)};";

    public static string IdOf(string place) => place[(Digits + 1)..];

    public static bool IsPlace(string place) =>
        place.Length > Digits + 1 && place[Digits] == ':' && !place.AsSpan(0, Digits).ContainsAnyExceptInRange('0', '9');

    private static string Milliseconds(DateTimeOffset time) =>
        Math.Max(0, time.ToUnixTimeMilliseconds()).ToString($"D{Digits}", CultureInfo.InvariantCulture);
}
