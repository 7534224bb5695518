using System.Text.Json;
using RawInference.Connectors.Google.Chat;
using RawInference.Connectors.Wire;
using RawInference.Usage;

namespace RawInference.Connectors.Google;

/// <summary>What a model generated besides chats: one candidate, complete, without its thoughts.</summary>
internal sealed record Generation
{
    public required IReadOnlyList<JsonElement> Parts { get; init; }

    public required TokenUsage? Usage { get; init; }

    public required string? ResponseId { get; init; }

    public required string? Model { get; init; }

    /// <summary>The text of its parts.</summary>
    public string Text => string.Concat(Parts.Select(part => part.Text("text")));

    /// <summary>The data of its parts, with their media types.</summary>
    public IEnumerable<(string Type, byte[] Bytes)> Data =>
        Parts.Select(part => part.ObjectAt("inlineData")).OfType<JsonElement>().Select(data => (data.RequiredText("mimeType"), BytesOf(data)));

    /// <exception cref="InferenceException">The prompt was blocked, or the answer ends before its time.</exception>
    public static Generation Read(JsonElement answer, UpstreamAccount account, Action<InferenceWarning>? warn)
    {
        GeminiFinish.ThrowIfBlocked(answer, account);
        JsonElement[] candidates = [.. answer.Items("candidates")];
        if (candidates is not [var candidate])
        {
            throw AnswerJson.Invalid("candidates", $"has {candidates.Length} items where one was asked for");
        }

        ThrowUnlessComplete(candidate, account);
        WarnOfSources(candidate, warn);
        return new Generation
        {
            Parts =
            [
                .. (candidate.ObjectAt("content") ?? default).Items("parts")
                    .Where(part => part.Member("thought") is not { ValueKind: JsonValueKind.True }),
            ],
            Usage = GoogleUsage.Read(answer, warn),
            ResponseId = answer.Text("responseId"),
            Model = answer.Text("modelVersion"),
        };
    }

    private static void WarnOfSources(JsonElement candidate, Action<InferenceWarning>? warn)
    {
        var sources = new GeminiSources();
        if (sources.Read(candidate))
        {
            warn?.Invoke(new InferenceWarning(WarningCodes.ProviderNotice, null, "The answer also has its sources, for which there is no field; include_raw shows them."));
        }

        if (sources.HasSearched)
        {
            warn?.Invoke(GeminiSources.SearchNotice);
        }
    }

    private static void ThrowUnlessComplete(JsonElement candidate, UpstreamAccount account)
    {
        var reason = candidate.Text("finishReason");
        if (reason == "STOP")
        {
            return;
        }

        var (code, what) = reason switch
        {
            null or "" or "FINISH_REASON_UNSPECIFIED" => throw AnswerJson.Invalid("finishReason", "is missing"),
            "MAX_TOKENS" => (InferenceErrorCode.ProviderContextLength, "broke off at the longest output that the model has; ask for less at once"),
            _ when GeminiFinish.IsOfPolicy(reason) => (InferenceErrorCode.ProviderContentPolicy, "keeps its answer back"),
            "NO_IMAGE" => (InferenceErrorCode.ProviderInvalidAnswer, "answered without an image"),
            "LANGUAGE" => (InferenceErrorCode.ProviderRefused, "does not know the language"),
            _ => (InferenceErrorCode.ProviderFailed, "broke off"),
        };
        var said = candidate.Text("finishMessage") is { Length: > 0 } message ? $": {message}" : ".";
        throw new InferenceException(code, $"{account.Name} {what} ({reason}){said}") { ProviderCode = reason };
    }

    private static byte[] BytesOf(JsonElement data) =>
        data.Member("data") is { ValueKind: JsonValueKind.String } value && value.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : throw AnswerJson.Invalid("data", "is not base64");
}
