using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Schemas;

/// <summary>A text of a schema's format, pattern and length: the prompt's where it fits.</summary>
internal static class SchemaText
{
    public static string Make(JsonElement schema, string name, PromptValues prompt, int seed)
    {
        if (schema.Text("pattern") is { } pattern)
        {
            return prompt.Text(name) is { } asked && Matches(asked, pattern) && Fits(schema, asked) ? asked : FromPattern(schema, pattern);
        }

        if (schema.Text("format") is { } format && OfFormat(format, seed) is { } formatted)
        {
            return formatted;
        }

        return prompt.Text(name) is { } said && Fits(schema, said) ? said : Sized(schema, name.Length > 0 ? $"a {name.Replace('_', ' ')}" : "a text");
    }

    private static string? OfFormat(string format, int seed) => format switch
    {
        "date-time" => "2026-01-15T09:30:00Z",
        "date" => "2026-01-15",
        "time" => "09:30:00Z",
        "duration" => "PT1H30M",
        "email" => "keeper@example.com",
        "hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uri" or "url" => "https://example.com/lighthouse",
        "uuid" => $"0f8fad5b-d9cb-469f-a165-{seed.ToString("D12", CultureInfo.InvariantCulture)}",
        "byte" => "bGlnaHQ=",
        _ => null,
    };

    private static string FromPattern(JsonElement schema, string pattern)
    {
        var least = schema.Integer("minLength") ?? 0;
        for (var repeats = 1; repeats <= Math.Max(8, least); repeats *= 2)
        {
            if (PatternSample.TryMake(pattern, repeats) is { } sample && Matches(sample, pattern) && Fits(schema, sample))
            {
                return sample;
            }
        }

        throw SchemaInstance.Unsupported($"no text was found for the pattern '{pattern}'");
    }

    private static string Sized(JsonElement schema, string text)
    {
        var least = schema.Integer("minLength") ?? 0;
        while (text.Length < least)
        {
            text += " and more";
        }

        return schema.Integer("maxLength") is { } most && text.Length > most ? text[..most] : text;
    }

    private static bool Fits(JsonElement schema, string text) =>
        text.Length >= (schema.Integer("minLength") ?? 0) && text.Length <= (schema.Integer("maxLength") ?? int.MaxValue);

    private static bool Matches(string text, string pattern) =>
        Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
}
