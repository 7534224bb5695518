namespace RawInference.Api.CommandLine;

/// <summary>An option of a command.</summary>
/// <param name="Name">As it is typed: <c>--rpm</c>.</param>
/// <param name="Value">What is typed behind it, for the usage; null for a switch.</param>
/// <param name="Path">The field of the body that it sets; null for the command's own.</param>
/// <param name="Repeats">May be typed several times, for a list.</param>
/// <param name="IsNumber">The field is a number.</param>
internal sealed record CommandOption(string Name, string? Value = null, string? Path = null, bool Repeats = false, bool IsNumber = false)
{
    public static CommandOption Json { get; } = new("--json");

    /// <summary>The limits that keys and namespaces have.</summary>
    public static IReadOnlyList<CommandOption> Limits { get; } =
    [
        new("--rpm", "N", "limits.requests_per_minute", IsNumber: true),
        new("--tpm", "N", "limits.tokens_per_minute", IsNumber: true),
        new("--concurrency", "N", "limits.concurrency", IsNumber: true),
        new("--day-usd", "USD", "budget.per_day_usd", IsNumber: true),
        new("--month-usd", "USD", "budget.per_month_usd", IsNumber: true),
    ];

    public override string ToString() => $"[{(Value is null ? Name : $"{Name} {Value}")}]{(Repeats ? "…" : "")}";
}
