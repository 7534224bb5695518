using RawInference.Emulator.Models;

namespace RawInference.Emulator.Refusals;

/// <summary>One row of a protocol's <c>Refusals.json</c>: what the provider refuses, in its words, with the public source of that.</summary>
internal sealed record Refusal
{
    public required string Id { get; init; }

    /// <summary>The endpoint that it holds for, as the protocol maps it; <c>*</c> for all.</summary>
    public required string Endpoint { get; init; }

    /// <summary>
    /// Names, prefixes (<c>gpt-5*</c>), features (<c>with:reasoning</c>, <c>without:vision</c>); <c>!</c> excludes. Any one is enough.
    /// </summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Conditions that must all hold.</summary>
    public required IReadOnlyList<RefusalCondition> When { get; init; }

    public required int Status { get; init; }

    /// <summary>The provider's sentence, with placeholders in braces.</summary>
    public required string Message { get; init; }

    public required string Type { get; init; }

    public string? Param { get; init; }

    public string? Code { get; init; }

    /// <summary>Where the provider, or one of its callers, shows this refusal.</summary>
    public required string Source { get; init; }

    public bool IsFor(string endpoint, string? modelName, ModelEntry? model)
    {
        if (Endpoint != "*" && Endpoint != endpoint)
        {
            return false;
        }

        var excluded = Models.Where(pattern => pattern[0] == '!').Any(pattern => Matches(pattern[1..], modelName, model));
        return !excluded && Models.Where(pattern => pattern[0] != '!').Any(pattern => Matches(pattern, modelName, model));
    }

    private static bool Matches(string pattern, string? name, ModelEntry? model) => pattern switch
    {
        "*" => true,
        _ when model is null || name is null => false,
        _ when pattern.StartsWith("with:", StringComparison.Ordinal) => model.Has(pattern[5..]),
        _ when pattern.StartsWith("without:", StringComparison.Ordinal) => !model.Has(pattern[8..]),
        _ when pattern.EndsWith('*') => name.StartsWith(pattern[..^1], StringComparison.Ordinal),
        _ => name == pattern || model.Id == pattern,
    };
}
