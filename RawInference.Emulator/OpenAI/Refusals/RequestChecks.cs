using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Refusals;

/// <summary>Checks on the request as such: its key, its parameters' names and types.</summary>
internal static class RequestChecks
{
    private const string Scheme = "Bearer ";
    private const string InvalidPrefix = "sk-invalid";
    private const int ShownLength = 8;

    private static readonly ParameterTable Parameters = new(OpenAIProtocol.Folder);

    public static IReadOnlyDictionary<string, string>? NotBearer(RefusalContext context) =>
        context.Body.Text("authorization") is { } header && header.StartsWith(Scheme, StringComparison.Ordinal) && header.Length > Scheme.Length
            ? null
            : new Dictionary<string, string>();

    /// <summary>A single stop sequence may be of any length.</summary>
    public static IReadOnlyDictionary<string, string>? StopIsList(RefusalContext context) =>
        context.Body.Items("stop").Any() ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? NotVerbose(RefusalContext context) =>
        context.Body.Text("response_format") == "verbose_json" ? null : new Dictionary<string, string>();

    /// <summary>Any key will do, except one that says it is invalid; the provider shows its beginning and end.</summary>
    public static IReadOnlyDictionary<string, string>? InvalidKey(RefusalContext context)
    {
        var key = context.Body.Text("authorization")![Scheme.Length..];
        return key.StartsWith(InvalidPrefix, StringComparison.Ordinal)
            ? new Dictionary<string, string> { ["key"] = $"{key[..ShownLength]}***{key[^1]}" }
            : null;
    }

    public static IReadOnlyDictionary<string, string>? UnknownParameter(RefusalContext context)
    {
        var known = Parameters.Of(context.Endpoint);
        var unknown = context.Body.EnumerateObject().Select(parameter => parameter.Name).FirstOrDefault(name => !known.ContainsKey(name));
        return unknown is null ? null : new Dictionary<string, string> { ["name"] = unknown };
    }

    public static IReadOnlyDictionary<string, string>? WrongType(RefusalContext context)
    {
        var known = Parameters.Of(context.Endpoint);
        foreach (var parameter in context.Body.EnumerateObject())
        {
            if (known.TryGetValue(parameter.Name, out var type) && !ParameterTable.Fits(parameter.Value, type))
            {
                return new Dictionary<string, string>
                {
                    ["name"] = parameter.Name,
                    ["expected"] = TypeWords.Describe(type),
                    ["actual"] = TypeWords.Describe(parameter.Value),
                };
            }
        }

        return null;
    }
}
