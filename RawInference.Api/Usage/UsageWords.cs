using System.Text.Json;
using RawInference.Core.Usage;
using RawInference.Usage;

namespace RawInference.Api.Usage;

/// <summary>The closed lists of a record, as programs outside .NET see them.</summary>
internal static class UsageWords
{
    public static string Of(UsageOutcome outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());

    public static string? Of(UsageSource? source) => source is { } known ? JsonNamingPolicy.SnakeCaseLower.ConvertName(known.ToString()) : null;
}
