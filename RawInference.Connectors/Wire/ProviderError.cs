using System.Globalization;
using System.Text.Json;

namespace RawInference.Connectors.Wire;

/// <summary>An error as a provider writes it in its body, whatever the dialect.</summary>
internal sealed record ProviderError
{
    /// <summary>Of the response; 200 for an error within a stream or an otherwise successful answer.</summary>
    public required int Status { get; init; }

    public string? Message { get; init; }

    public string? Code { get; init; }

    public string? Type { get; init; }

    /// <summary>The body had an error object; without one it may be anything, a proxy's page for one.</summary>
    public bool Structured { get; init; }

    /// <summary>Reads <c>{"error": {…}}</c>, <c>{"error": "…"}</c>, and the same without the envelope.</summary>
    public static ProviderError Read(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(status, document.RootElement) ?? new ProviderError { Status = status };
        }
        catch (JsonException)
        {
            return new ProviderError { Status = status };
        }
    }

    /// <summary>Null where the value has no error.</summary>
    public static ProviderError? Read(int status, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (!root.TryGetProperty("error", out var error))
        {
            return status >= 400 && root.TryGetProperty("message", out _) ? Of(status, root) : null;
        }

        return error.ValueKind switch
        {
            JsonValueKind.Object => Of(status, error),
            JsonValueKind.String => new ProviderError { Status = status, Message = error.GetString(), Structured = true },
            _ => null,
        };
    }

    public static ProviderError Of(int status, JsonElement error) => new()
    {
        Status = status,
        Message = Word(error, "message"),
        Code = Word(error, "code"),
        Type = Word(error, "type") ?? Word(error, "status"),
        Structured = true,
    };

    /// <summary>The HTTP status that an error within a 200 names as its code, as some relays do.</summary>
    public int EffectiveStatus =>
        Status is >= 200 and < 300 && int.TryParse(Code, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 400 and < 600
            ? code
            : Status;

    private static string? Word(JsonElement error, string name) => error.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;
}
