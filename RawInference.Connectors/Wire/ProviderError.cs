using System.Globalization;
using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Connectors.Wire;

/// <summary>An error as a provider writes it in its body, whatever the dialect.</summary>
internal sealed record ProviderError
{
    /// <summary>Of the response; 200 for an error within a stream or an otherwise successful answer.</summary>
    public required int Status { get; init; }

    public string? Message { get; init; }

    public string? Code { get; init; }

    public string? Type { get; init; }

    /// <summary>The code of the error within the error, where there is one.</summary>
    public string? InnerCode { get; init; }

    /// <summary>The reason that a <c>google.rpc.ErrorInfo</c> among the details gives: <c>API_KEY_INVALID</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The least to wait before another try, as a <c>google.rpc.RetryInfo</c> among the details says.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>The most telling of its words; a number that only repeats the status is none where there is another.</summary>
    public string? Word => Reason ?? (Type is not null && int.TryParse(Code, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? Type : Code ?? Type);

    /// <summary>The body had an error object; without one it may be anything, a proxy's page for one.</summary>
    public bool Structured { get; init; }

    /// <summary>
    /// Reads <c>{"error": {…}}</c>, <c>{"error": "…"}</c>, <c>{"detail": …}</c>, the same without the envelope, and the first of a list of them.
    /// </summary>
    public static ProviderError Read(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var first = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root;
            return Read(status, first) ?? new ProviderError { Status = status };
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

        if (root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            return error.ValueKind == JsonValueKind.Object
                ? Of(status, error)
                : new ProviderError { Status = status, Message = TextOf(error), Structured = true };
        }

        if (root.Member("object") is { ValueKind: JsonValueKind.String } kind && kind.ValueEquals("error"u8))
        {
            return Of(status, root);
        }

        return status < 400 ? null
            : root.TryGetProperty("message", out _) ? Of(status, root)
            : root.TryGetProperty("detail", out var detail) ? new ProviderError { Status = status, Message = DetailOf(detail) }
            : null;
    }

    public static ProviderError Of(int status, JsonElement error) => new()
    {
        Status = status,
        Message = WordOf(error, "message"),
        Code = WordOf(error, "code"),
        Type = WordOf(error, "type") ?? WordOf(error, "status"),
        InnerCode = InnerCodeOf(error, "innererror") ?? InnerCodeOf(error, "inner_error"),
        Reason = RpcDetails.ReasonOf(error),
        RetryDelay = RpcDetails.RetryDelayOf(error),
        Structured = true,
    };

    /// <summary>The HTTP status that an error within a 200 names as its code, as some relays do.</summary>
    public int EffectiveStatus =>
        Status is >= 200 and < 300 && int.TryParse(Code, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 400 and < 600
            ? code
            : Status;

    /// <summary>A sentence, or a list of mistakes; never the values in it, which are the caller's own.</summary>
    private static string? DetailOf(JsonElement detail) => detail.ValueKind switch
    {
        JsonValueKind.String => TextOf(detail),
        JsonValueKind.Object => WordOf(detail, "message") ?? WordOf(detail, "msg"),
        JsonValueKind.Array => string.Join("; ", detail.EnumerateArray().Select(MistakeOf).Where(mistake => mistake is not null)),
        _ => null,
    };

    private static string? MistakeOf(JsonElement mistake) => WordOf(mistake, "msg") is { } message
        ? $"{string.Join('.', mistake.Items("loc").Select(step => step.ToString()))}: {message}"
        : null;

    private static string? InnerCodeOf(JsonElement error, string name) =>
        error.Member(name) is { ValueKind: JsonValueKind.Object } inner ? WordOf(inner, "code") : null;

    private static string? WordOf(JsonElement error, string name) => error.Member(name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.String => TextOf(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>What is not Unicode in an error's words must not hide the error.</summary>
    private static string? TextOf(JsonElement value) => JsonUnicode.Repair(value).GetString();
}
